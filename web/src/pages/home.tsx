// The first page: what changed since the last visit, the newest reports, and a place to read one.
import { useMemo } from "preact/hooks";
import { Link } from "wouter-preact";
import type { Conflict, Entity, Entry, Filed, Info, JoinedEvent, Paged, Position } from "../api";
import { Loaded, useLoad } from "../data";
import { Head, plural } from "../parts";
import { calm } from "../world";
import { Paste, type Readings } from "./reading";
import { ReportRows } from "./reports";
import { ConflictRows, EntryRows, EventRow, PositionRows } from "./rows";

const TILES: [string, string, string][] = [
  ["reports", "Reports", "/reports"],
  ["events", "Events", "/timeline"],
  ["conflicts", "Conflicts", "/conflicts"],
  ["commitments", "Commitments", "/ledger"],
  ["actors", "Actors", "/actors"],
  ["citations", "Citations", "/sources"],
];
const VISIT = "dragoman-visit";
const NEW_VISIT = 30 * 60_000; // ms after which coming back is another visit
const WEEK = 7 * 86_400_000;

interface Visit {
  newest: string; // the newest day of a report at the last visit
  seen: string; // the same by now
  at: number;
}

// The day from which on reports are new to this user: the newest day of the last visit, else a week before the newest.
function useSince(newest: string | null): string | null {
  return useMemo(() => {
    if (!newest) return null;
    const before = JSON.parse(localStorage.getItem(VISIT) ?? "null") as Visit | null;
    const week = new Date(Date.parse(newest) - WEEK).toISOString().slice(0, 10);
    const comes = !before || Date.now() - before.at > NEW_VISIT;
    const base = comes ? (before?.seen ?? week) : before.newest;
    localStorage.setItem(VISIT, JSON.stringify({ newest: base, seen: newest, at: Date.now() } satisfies Visit));
    return base < newest ? base : week;
  }, [newest]);
}

export function Home({ info, reading }: { info: Info | null; reading: Readings }) {
  const recent = useLoad<Paged<Filed>>("/reports", { limit: 8 });
  const newest = recent.data?.items.find((row) => row.published)?.published ?? null;
  const since = useSince(newest);
  return (
    <>
      <Head title="The reading room" lead="Who did, said, promised or refused what – and according to whom." />
      <div class="tiles">
        {TILES.map(([name, label, to]) => (
          <Link key={name} href={to} class="tile">
            <strong>{(info?.counts[name] ?? 0).toLocaleString("en")}</strong>
            <span>{label}</span>
          </Link>
        ))}
      </div>
      {since && <News since={since} />}
      <section>
        <h2>Newest reports</h2>
        <Loaded of={recent}>
          {recent.data?.items.length ? (
            <ReportRows rows={recent.data.items} />
          ) : (
            <p class="quiet">
              Nothing has been read yet: paste a report below, or run <code>dragoman read FILE</code>.
            </p>
          )}
        </Loaded>
      </section>
      <section>
        <h2>Read a report</h2>
        <Paste reading={reading} fetches={info?.fetches ?? false} />
      </section>
    </>
  );
}

const FEW = 3;

function News({ since }: { since: string }) {
  const days = { since, limit: FEW };
  const confirmed = useLoad<Paged<JoinedEvent>>("/events", { ...days, independent: 2 });
  const denied = useLoad<Paged<Conflict>>("/conflicts", { ...days, kind: "denial" });
  const changed = useLoad<Paged<Position>>("/positions", { ...days, changed: true });
  const due = useLoad<Paged<Entry>>("/commitments", { state: "due", limit: FEW });
  const broken = useLoad<Paged<Entry>>("/commitments", { state: "broken", limit: 200 });
  const actors = useLoad<Paged<Entity>>("/actors", { since, named: true, limit: 6 });
  // Only what was broken since: as reports tell, or by its deadline.
  const isNew = (e: Entry) =>
    [e.deadline, ...e.candidates.filter((c) => c.sure).map((c) => c.date)].some((d) => d && d >= since);
  const entries = [...(due.data?.items ?? []), ...(broken.data?.items ?? []).filter(isNew)].slice(0, FEW);
  const some = confirmed.data?.total || denied.data?.total || changed.data?.total || entries.length;
  return (
    <section class="news">
      <h2>Since {since}</h2>
      {!some && <p class="quiet">Nothing independently confirmed, denied, changed or due.</p>}
      {!!confirmed.data?.items.length && (
        <>
          <h3>
            Independently confirmed{" "}
            <Link href={`/timeline?independent=2&since=${since}`}>{plural(confirmed.data.total, "event")}</Link>
          </h3>
          <ol class="events">
            {confirmed.data.items.map((e) => (
              <EventRow key={e.id} event={e} />
            ))}
          </ol>
        </>
      )}
      {!!denied.data?.items.length && (
        <>
          <h3>
            Denied <Link href={`/conflicts?kind=denial&since=${since}`}>{denied.data.total}</Link>
          </h3>
          <ConflictRows rows={denied.data.items.slice(0, 1)} />
        </>
      )}
      {!!changed.data?.items.length && (
        <>
          <h3>Positions that changed</h3>
          <PositionRows rows={changed.data.items} />
        </>
      )}
      {entries.length > 0 && (
        <>
          <h3>
            Promises <Link href="/ledger?state=due">due</Link> or <Link href="/ledger?state=broken">broken</Link>
          </h3>
          <EntryRows rows={entries} />
        </>
      )}
      {!!actors.data?.items.length && (
        <p>
          <strong>New actors:</strong>{" "}
          {actors.data.items.map((e, i) => (
            <span key={e.key}>
              {i > 0 && ", "}
              <Link href={`/actors/${encodeURIComponent(e.key)}`}>
                <bdi>{calm(e.name)}</bdi>
              </Link>
            </span>
          ))}
        </p>
      )}
    </section>
  );
}
