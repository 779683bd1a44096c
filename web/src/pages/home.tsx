import { Link } from "wouter-preact";
import type { Filed, Info, Paged } from "../api";
import { Head, Loaded, calm, useLoad } from "../parts";
import { Paste, type Readings } from "./reading";

const TILES: [string, string, string][] = [
  ["reports", "Reports", "/reports"], ["events", "Events", "/timeline"], ["conflicts", "Conflicts", "/conflicts"],
  ["commitments", "Commitments", "/ledger"], ["actors", "Actors", "/actors"], ["citations", "Citations", "/sources"],
];

export function Home({ info, reading }: { info: Info | null; reading: Readings }) {
  const recent = useLoad<Paged<Filed>>("/reports", { limit: 8 });
  return (
    <>
      <Head title="The reading room" lead="Who did, said, promised or refused what – and according to whom." />
      <div class="tiles">
        {TILES.map(([name, label, to]) => <Link key={name} href={to} class="tile"><strong>{(info?.counts[name] ?? 0).toLocaleString("en")}</strong><span>{label}</span></Link>)}
      </div>
      <section><h2>Read a report</h2><Paste reading={reading} today={info?.today ?? ""} /></section>
      <section>
        <h2>Newest reports</h2>
        <Loaded of={recent}>
          {recent.data?.items.length ? <ReportRows rows={recent.data.items} /> : <p class="quiet">Nothing has been read yet: paste a report above, or run <code>dragoman read FILE</code>.</p>}
        </Loaded>
      </section>
    </>
  );
}

export function ReportRows({ rows }: { rows: Filed[] }) {
  return (
    <ul class="rows">
      {rows.map((row) => (
        <li key={row.article}>
          <Link href={`/reports/${row.article}`} class="title"><bdi>{calm(row.title)}</bdi></Link>
          <span class="quiet"><bdi>{calm(row.publisher ?? "no publisher")}</bdi> · {row.published ?? "no date"} · {row.events} events · {row.citations} citations{row.copies > 0 && ` · ${row.copies} copies`}</span>
        </li>
      ))}
    </ul>
  );
}
