import { QueryClientProvider, useQuery } from "@tanstack/preact-query";
import { Component, render, type ComponentChildren } from "preact";
import { lazy, Suspense } from "preact/compat";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { Link, Route, Switch, useLocation } from "wouter-preact";
import { get, seen, type Country, type EventType, type Info } from "./api";
import { client } from "./data";
import { ActorPage, ActorsPage } from "./pages/actors";
import { Compare } from "./pages/compare";
import { Conflicts } from "./pages/conflicts";
import { Corrections } from "./pages/corrections";
import { EventPage } from "./pages/event";
import { Figures, Groups, Polls } from "./pages/figures";
import { Home } from "./pages/home";
import { Ledger } from "./pages/ledger";
import { Reading, useReading } from "./pages/reading";
import { Report } from "./pages/report";
import { Reports } from "./pages/reports";
import { ReviewPage } from "./pages/review";
import { Search } from "./pages/search";
import { Timeline } from "./pages/timeline";
import { Versions } from "./pages/versions";
import { keepScroll } from "./scroll";
import { again, calm, useUndo, WorldContext, type Said, type World } from "./world";
import "./style.css";

const RelationPage = lazy(() => import("./pages/relation"));
const SourcesPage = lazy(() => import("./pages/sources"));
const NetworkPage = lazy(() => import("./pages/network"));
const MapPage = lazy(() => import("./pages/map"));

const PAGES: [string, string][] = [
  ["/reports", "Reports"],
  ["/timeline", "Timeline"],
  ["/relations", "Relations"],
  ["/actors", "Actors"],
  ["/sources", "Sources"],
  ["/ledger", "Ledger"],
  ["/conflicts", "Conflicts"],
  ["/figures", "Figures"],
  ["/polls", "Polls"],
  ["/groups", "Groups"],
  ["/network", "Network"],
  ["/map", "Map"],
  ["/versions", "Versions"],
  ["/review", "Review"],
];
const LOOK = 4000; // ms between two looks at whether the record has changed

function useTheme(): [string, () => void] {
  const dark = () => matchMedia("(prefers-color-scheme: dark)").matches;
  const [theme, set] = useState(() => localStorage.getItem("theme") ?? (dark() ? "dark" : "light"));
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
  const turn = () => {
    const next = theme === "dark" ? "light" : "dark";
    localStorage.setItem("theme", next);
    set(next);
  };
  return [theme, turn];
}

// The archive's state, looked at again and again; whatever is shown is asked for anew when the record has changed.
function useInfo() {
  const found = useQuery({
    queryKey: ["info"],
    queryFn: () => get<Info>("/info"),
    refetchInterval: () => (document.hidden ? 5 * LOOK : LOOK),
    retry: false,
  });
  const info = found.data ?? null;
  const state = info && `${info.generation} ${info.revision}`;
  const away = found.isError;
  const before = useRef({ state, away });
  useEffect(() => {
    if (info) seen.revision = Math.max(seen.revision, info.revision);
    const { state: old, away: was } = before.current;
    if ((old && state && old !== state) || (was && !away)) void again();
    before.current = { state, away };
  }, [state, away]);
  return { info, away };
}

interface Fault {
  error: Error | null;
  at: string;
}

// A page that breaks says so, instead of leaving nothing on the screen.
class Boundary extends Component<{ at: string; children: ComponentChildren }, Fault> {
  state: Fault = { error: null, at: "" };
  static getDerivedStateFromProps(props: { at: string }, state: Fault) {
    return props.at === state.at ? null : { error: null, at: props.at };
  }
  componentDidCatch(error: Error) {
    this.setState({ error });
  }
  render() {
    if (!this.state.error) return this.props.children;
    return (
      <div role="alert">
        <h1>This page could not be shown</h1>
        <p class="problem">{this.state.error.message}</p>
        <button type="button" class="main" onClick={() => location.reload()}>
          Load it again
        </button>
      </div>
    );
  }
}

function Nav({ theme, turn }: { theme: string; turn: () => void }) {
  const [path, go] = useLocation();
  const [open, setOpen] = useState(false);
  useEffect(() => setOpen(false), [path]);
  const search = (event: Event) => {
    event.preventDefault();
    const words = new FormData(event.currentTarget as HTMLFormElement).get("q");
    if (typeof words === "string" && words.trim()) go(`/search?q=${encodeURIComponent(words)}`);
  };
  return (
    <nav aria-label="Pages">
      <Link href="/" class="brand">
        <img src="/icon.svg" alt="" width="24" height="24" />
        <span>Dragoman</span>
      </Link>
      <button type="button" class="menu" aria-expanded={open} aria-controls="pages" onClick={() => setOpen(!open)}>
        Pages
      </button>
      <div class={open ? "pages open" : "pages"} id="pages">
        {PAGES.map(([to, name]) => (
          <Link key={to} href={to} aria-current={path.startsWith(to) ? "page" : undefined}>
            {name}
          </Link>
        ))}
      </div>
      <form class="find" role="search" aria-label="All reports" onSubmit={search}>
        <input type="search" name="q" aria-label="Search all reports" placeholder="Search" />
      </form>
      <button type="button" class="theme" onClick={turn} aria-label={theme === "dark" ? "Light theme" : "Dark theme"}>
        {theme === "dark" ? "☀" : "☾"}
      </button>
    </nav>
  );
}

function Message({ said, close }: { said: Said | null; close: () => void }) {
  const undo = useUndo();
  return (
    <p class="said" role="status" aria-live="polite">
      {said && (
        <>
          {calm(said.text)}{" "}
          {said.undo !== undefined && (
            <button type="button" onClick={() => void undo(said.undo!)}>
              Undo
            </button>
          )}{" "}
          {said.again && (
            <button
              type="button"
              onClick={() => {
                close();
                void again();
              }}
            >
              Look again
            </button>
          )}{" "}
          <button type="button" onClick={close} aria-label="Close this message">
            ×
          </button>
        </>
      )}
    </p>
  );
}

function App() {
  const countries = useQuery({ queryKey: ["countries"], queryFn: () => get<Country[]>("/countries") }).data;
  const types = useQuery({ queryKey: ["types"], queryFn: () => get<EventType[]>("/types") }).data;
  const names = useQuery({ queryKey: ["names"], queryFn: () => get<Record<string, string>>("/names") }).data;
  const { info, away } = useInfo();
  const [said, say] = useState<Said | null>(null);
  const [theme, turn] = useTheme();
  const [path] = useLocation();
  const world = useMemo<World>(
    () => ({
      countries: new Map((countries ?? []).map((c) => [c.code, c])),
      types: types ?? [],
      names: new Map(Object.entries(names ?? {})),
      say,
    }),
    [countries, types, names],
  );
  return (
    <WorldContext.Provider value={world}>
      <Shell {...{ info, away, said, say, theme, turn, path }} />
    </WorldContext.Provider>
  );
}

interface ShellProps {
  info: Info | null;
  away: boolean;
  said: Said | null;
  say: (said: Said | null) => void;
  theme: string;
  turn: () => void;
  path: string;
}

function Shell({ info, away, said, say, theme, turn, path }: ShellProps) {
  const reading = useReading();
  return (
    <>
      <a class="skip" href="#main">
        Skip to the page
      </a>
      <Nav theme={theme} turn={turn} />
      {away && (
        <p class="banner" role="status">
          The server does not answer. It is asked again until it does.
        </p>
      )}
      {info?.trouble && (
        <p class="banner" role="status">
          The record cannot be brought up to the archive: {calm(info.trouble)}
        </p>
      )}
      {info?.updating && (
        <p class="banner" role="status">
          {info.updating.what} {info.updating.done.toLocaleString("en")} of {info.updating.total.toLocaleString("en")};
          pages show what was there before.
        </p>
      )}
      <Reading reading={reading} />
      <Message said={said} close={() => say(null)} />
      <main id="main" tabIndex={-1} key={theme}>
        <Boundary at={path}>
          <Suspense
            fallback={
              <p class="quiet" aria-busy="true">
                Loading …
              </p>
            }
          >
            <Switch>
              <Route path="/">
                <Home info={info} reading={reading} />
              </Route>
              <Route path="/reports">
                <Reports />
              </Route>
              <Route path="/reports/:id">{(p) => <Report key={p.id} id={p.id} />}</Route>
              <Route path="/compare/:one/:other">{(p) => <Compare one={p.one} other={p.other} />}</Route>
              <Route path="/timeline">
                <Timeline />
              </Route>
              <Route path="/events/:id">{(p) => <EventPage id={decodeURIComponent(p.id)} />}</Route>
              <Route path="/relations/:one?/:other?">
                {(p) => (
                  <RelationPage one={decodeURIComponent(p.one ?? "")} other={decodeURIComponent(p.other ?? "")} />
                )}
              </Route>
              <Route path="/actors">
                <ActorsPage />
              </Route>
              <Route path="/actors/:key">{(p) => <ActorPage id={decodeURIComponent(p.key)} />}</Route>
              <Route path="/sources">
                <SourcesPage />
              </Route>
              <Route path="/ledger">
                <Ledger />
              </Route>
              <Route path="/conflicts">
                <Conflicts />
              </Route>
              <Route path="/figures">
                <Figures />
              </Route>
              <Route path="/polls">
                <Polls />
              </Route>
              <Route path="/groups">
                <Groups />
              </Route>
              <Route path="/network">
                <NetworkPage />
              </Route>
              <Route path="/map">
                <MapPage />
              </Route>
              <Route path="/versions">
                <Versions />
              </Route>
              <Route path="/search">
                <Search />
              </Route>
              <Route path="/review">
                <ReviewPage />
              </Route>
              <Route path="/corrections">
                <Corrections />
              </Route>
              <Route>
                <h1>No such page</h1>
                <p>
                  <Link href="/">The first page</Link> leads to all others.
                </p>
              </Route>
            </Switch>
          </Suspense>
        </Boundary>
      </main>
      <footer>
        <Link href="/corrections">Corrections</Link> · <a href="/api/v1/openapi.json">API</a>
        {info && (
          <>
            {" "}
            · {info.archive} · Dragoman {info.version}
          </>
        )}
      </footer>
    </>
  );
}

keepScroll();
render(
  <QueryClientProvider client={client}>
    <App />
  </QueryClientProvider>,
  document.getElementById("app")!,
);
