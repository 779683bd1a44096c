import { Link } from "wouter-preact";
import type { Filed } from "../api";
import { Loaded, More, usePages } from "../data";
import { Between, Field, useFilters } from "../filters";
import { at, Export, Head, plural } from "../parts";
import { calm } from "../world";

export function Reports() {
  const [held, set] = useFilters();
  const params = { publisher: held.get("publisher"), since: held.get("since"), until: held.get("until") };
  const found = usePages<Filed>("/reports", params);
  return (
    <>
      <Head title="Reports">
        <Export name="reports" what="reports" params={params} />
      </Head>
      <form class="filters" role="search" aria-label="Filters" onSubmit={(e) => e.preventDefault()}>
        <Field
          name="publisher"
          label="Publisher"
          value={held.get("publisher") ?? ""}
          set={(v) => set({ publisher: v })}
        />
        <Between held={held} set={set} />
      </form>
      <Loaded of={found}>
        <ReportRows rows={found.items} />
        <More load={found.load} shown={found.items.length} total={found.total} />
      </Loaded>
    </>
  );
}

export function ReportRows({ rows }: { rows: Filed[] }) {
  return (
    <ul class="rows">
      {rows.map((row) => (
        <li key={row.article}>
          <Link href={at(row.article)} class="title">
            <bdi>{calm(row.title)}</bdi>
          </Link>
          <span class="quiet">
            <bdi>{calm(row.publisher ?? "no publisher")}</bdi> · {row.published ?? "no date"} ·{" "}
            {plural(row.events, "event")} · {plural(row.citations, "citation")}
            {row.copies > 0 && ` · ${plural(row.copies, "copy", "copies")}`}
          </span>
        </li>
      ))}
    </ul>
  );
}
