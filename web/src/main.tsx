import { render } from "preact";
import { lazy, Suspense } from "preact/compat";
import { useCallback, useEffect, useMemo, useRef, useState } from "preact/hooks";
import { Link, Route, Switch, useLocation } from "wouter-preact";
import { get, type Info } from "./api";
import { type Country, type World, WorldContext, Countries } from "./parts";
import { Home } from "./pages/home";
import { Report, Reports } from "./pages/report";
import { EventPage, Timeline } from "./pages/events";
import { ActorPage, ActorsPage } from "./pages/actors";
import { Conflicts, Corrections, Ledger, Search } from "./pages/lists";
import { Reading, useReading } from "./pages/reading";
import "./style.css";

const RelationPage = lazy(() => import("./pages/relation"));
const SourcesPage = lazy(() => import("./pages/sources"));
const NetworkPage = lazy(() => import("./pages/network"));
const MapPage = lazy(() => import("./pages/map"));

const PAGES: [string, string][] = [
  ["/reports", "Reports"], ["/timeline", "Timeline"], ["/relations", "Relationship"], ["/actors", "Actors"], ["/sources", "Sources"],
  ["/ledger", "Ledger"], ["/conflicts", "Conflicts"], ["/network", "Network"], ["/map", "Map"], ["/search", "Search"],
];

function useTheme(): [string, () => void] {
  const [theme, set] = useState(() => localStorage.getItem("theme") ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"));
  useEffect(() => { document.documentElement.dataset.theme = theme; }, [theme]);
  return [theme, () => set((old) => { const next = old === "dark" ? "light" : "dark"; localStorage.setItem("theme", next); return next; })];
}

function App() {
  const [countries, setCountries] = useState<Map<string, Country>>(new Map());
  const [types, setTypes] = useState<World["types"]>([]);
  const [info, setInfo] = useState<Info | null>(null);
  const [turn, setTurn] = useState(0);
  const [said, say] = useState("");
  const [theme, turnTheme] = useTheme();
  const [path] = useLocation();
  const main = useRef<HTMLElement>(null);
  useEffect(() => {
    get<Country[]>("/countries").then((found) => setCountries(new Map(found.map((c) => [c.code, c]))));
    get<World["types"]>("/types").then(setTypes);
  }, []);
  useEffect(() => {
    let timer = 0;
    const look = () => get<Info>("/info").then(setInfo).catch(() => {}).finally(() => { timer = window.setTimeout(look, document.hidden ? 20_000 : 4_000); });
    look();
    return () => window.clearTimeout(timer);
  }, [turn]);
  useEffect(() => { window.scrollTo(0, 0); }, [path]);
  const again = useCallback(() => setTurn((n) => n + 1), []);
  const generation = (info?.generation ?? 0) * 1000 + turn;
  const world = useMemo(() => ({ countries, types, generation, again, say }), [countries, types, generation]);
  const reading = useReading(again, say);
  return (
    <WorldContext.Provider value={world}>
      <a class="skip" href="#main">Skip to the page</a>
      <nav aria-label="Pages">
        <Link href="/" class="brand"><img src="/icon.svg" alt="" width="24" height="24" />Dragoman</Link>
        <div class="pages">
          {PAGES.map(([to, name]) => (
            <Link key={to} href={to} aria-current={path.startsWith(to) ? "page" : undefined}>{name}</Link>
          ))}
        </div>
        <button type="button" class="theme" onClick={turnTheme} aria-label={theme === "dark" ? "Light theme" : "Dark theme"}>{theme === "dark" ? "☀" : "☾"}</button>
      </nav>
      {info?.updating && (
        <p class="banner" role="status">{info.updating.what} {info.updating.done.toLocaleString("en")} of {info.updating.total.toLocaleString("en")}; pages show what was there before.</p>
      )}
      <Reading reading={reading} />
      <p class="said" role="status" aria-live="polite">{said && <>{said} <button type="button" onClick={() => say("")} aria-label="Close this message">×</button></>}</p>
      <main id="main" ref={main} tabIndex={-1} key={theme}>
        <Suspense fallback={<p class="quiet">Loading …</p>}>
          <Switch>
            <Route path="/"><Home info={info} reading={reading} /></Route>
            <Route path="/reports"><Reports /></Route>
            <Route path="/reports/:id">{(p) => <Report id={p.id} />}</Route>
            <Route path="/timeline"><Timeline /></Route>
            <Route path="/events/:id">{(p) => <EventPage id={p.id} />}</Route>
            <Route path="/relations/:one?/:other?">{(p) => <RelationPage one={decodeURIComponent(p.one ?? "")} other={decodeURIComponent(p.other ?? "")} />}</Route>
            <Route path="/actors"><ActorsPage /></Route>
            <Route path="/actors/:key">{(p) => <ActorPage id={decodeURIComponent(p.key)} />}</Route>
            <Route path="/sources"><SourcesPage /></Route>
            <Route path="/ledger"><Ledger /></Route>
            <Route path="/conflicts"><Conflicts /></Route>
            <Route path="/network"><NetworkPage /></Route>
            <Route path="/map"><MapPage /></Route>
            <Route path="/search"><Search /></Route>
            <Route path="/corrections"><Corrections /></Route>
            <Route><h1>No such page</h1><p><Link href="/">The first page</Link> leads to all others.</p></Route>
          </Switch>
        </Suspense>
      </main>
      <footer>
        <Link href="/corrections">Corrections</Link> · <a href="/api/v1/openapi.json">API</a>
        {info && <> · {info.archive} · Dragoman {info.version}</>}
      </footer>
      <Countries />
    </WorldContext.Provider>
  );
}

render(<App />, document.getElementById("app")!);
