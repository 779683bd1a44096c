// Who relies on whom, and what each source is quoted with.
import { useMemo, useState } from "preact/hooks";
import { Link } from "wouter-preact";
import type { Cited, Params, Quoted, Relay } from "../api";
import Chart, { colours, frameOf, GRAPH, LABELS, labelled, placed, type ChartOption, type Frame } from "../chart";
import { Loaded, More, useLoad, usePages } from "../data";
import { Between, Field, useFilters } from "../filters";
import { at, Export, Head, type Drawing } from "../parts";
import { SortHead, useSorting, type Sorting } from "../sorting";
import { Trust } from "../trust";
import { calm, useName } from "../world";

const KINDS: [string, string][] = [
  ["news outlet", "#3b7dd8"],
  ["state", "#b5403a"],
  ["ministry", "#c96f2d"],
  ["organisation", "#7a5aa8"],
  ["person", "#2a7f62"],
  ["unnamed source", "#7d7d7d"],
  ["other", "#a88a2b"],
];
const DRAWN = 60; // relays
const HEIGHT = 620; // px of the drawing
const LINE = 24; // characters of a line of a name beside its point
const WHOLE = 2 * LINE; // of a name, which stands whole when it is pointed at

export default function SourcesPage() {
  const [held, set] = useFilters();
  const days = { since: held.get("since"), until: held.get("until") };
  const params = { ...days, publisher: held.get("publisher"), which: "public" };
  const [sorting, sort] = useSorting("-citations");
  const source = held.get("source");
  const found = usePages<Cited>("/sources", { ...params, order: sorting.by }, "offset");
  const relays = useLoad<Relay[]>("/relays", { ...days, limit: DRAWN });
  const [drawing, keep] = useState<Drawing | null>(null);
  const option = useMemo(() => drawn(relays.data ?? [], frameOf(HEIGHT)), [relays.data]);
  const pick = (chosen: string) => {
    set({ source: chosen });
    window.scrollTo({ top: 0, behavior: "instant" });
  };
  const lead =
    "Who relies on whom: bodies, outlets, people with a name or an office, named documents, and how often nobody is " +
    "named. Pick one for what it is quoted with.";
  return (
    <>
      <Head title="Sources" lead={lead}>
        <Export name="sources" what="sources" params={params} drawing={relays.data?.length ? drawing : null} />
      </Head>
      <form class="filters" role="search" aria-label="Filters" onSubmit={(e) => e.preventDefault()}>
        <Field name="publisher" label="Cited by" value={params.publisher ?? ""} set={(v) => set({ publisher: v })} />
        <Between held={held} set={set} />
      </form>
      <Trust of="attribution" />
      {source && <Statements source={source} close={() => set({ source: null })} />}
      <Loaded of={relays}>
        {!!relays.data?.length && (
          <div class="wide-only">
            <Chart
              option={option}
              height={HEIGHT}
              title="Who relies on whom"
              label="Who relies on whom; the table below gives the same"
              keep={keep}
              onPick={(p) => p.dataType === "node" && set({ source: p.name })}
            />
          </div>
        )}
      </Loaded>
      <Loaded of={found}>
        <SourceTable name="Sources" rows={found.items} {...{ source, sorting, sort, pick }} />
        <More load={found.load} shown={found.items.length} total={found.total} />
      </Loaded>
      <Others params={params} {...{ source, sorting, sort, pick }} />
    </>
  );
}

interface Picking {
  source: string | null;
  pick: (source: string) => void;
  sorting: Sorting;
  sort: (by: string, down: boolean) => void;
}

// Crowds, relatives, "reports" and whatever else is cited without being a source that can be asked.
function Others({ params, ...picking }: Picking & { params: Params }) {
  const [open, setOpen] = useState(false);
  return (
    <details class="others" onToggle={(e) => setOpen(e.currentTarget.open)}>
      <summary>Others: crowds, relatives, reports without a name</summary>
      {open && <OtherTable params={params} {...picking} />}
    </details>
  );
}

function OtherTable({ params, ...picking }: Picking & { params: Params }) {
  const found = usePages<Cited>("/sources", { ...params, which: "others", order: picking.sorting.by }, "offset");
  return (
    <Loaded of={found}>
      <SourceTable name="Others" rows={found.items} {...picking} />
      <More load={found.load} shown={found.items.length} total={found.total} />
    </Loaded>
  );
}

const COLUMNS: [string, string, boolean][] = [
  ["source", "Source", false],
  ["kind", "Kind", false],
  ["country", "Country", false],
  ["citations", "Cited", true],
  ["reports", "Reports", true],
  ["relayed", "Second hand", true],
];

function SourceTable({ name, rows, source, pick, sorting, sort }: Picking & { name: string; rows: Cited[] }) {
  const country = useName();
  return (
    <div class="scroll stack" tabIndex={0} role="region" aria-label={name}>
      <table>
        <thead>
          <tr>
            {COLUMNS.map(([by, label, number]) => (
              <SortHead key={by} by={by} now={sorting} set={sort} number={number} fixed>
                {label}
              </SortHead>
            ))}
            <th scope="col">By</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((c) => (
            <tr key={c.source}>
              <th scope="row">
                <button type="button" class="facet" aria-pressed={source === c.source} onClick={() => pick(c.source)}>
                  <bdi>{calm(c.source)}</bdi>
                </button>
              </th>
              <td>{c.kind}</td>
              <td>{c.country && country(c.country)}</td>
              <td class="number" data-label="cited">
                {c.citations}
              </td>
              <td class="number" data-label="reports">
                {c.reports}
              </td>
              <td class="number" data-label="second hand">
                {c.relayed}
              </td>
              <td data-label="by">
                {c.outlets.map(([outlet, times], i) => (
                  <span key={outlet}>
                    {i > 0 && ", "}
                    <bdi>{calm(String(outlet))}</bdi> {times}
                  </span>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Statements({ source, close }: { source: string; close: () => void }) {
  const found = usePages<Quoted>("/citations", { source, limit: 10 });
  return (
    <section class="card" aria-label="Statements">
      <h2>
        <bdi>{calm(source)}</bdi> is quoted with <span class="count">{found.total}</span>{" "}
        <button type="button" onClick={close} aria-label="Close the statements">
          ×
        </button>
      </h2>
      <Loaded of={found}>
        <ul class="rows">
          {found.items.map((q) => (
            <li key={q.article + q.attribution}>
              <Link href={at(q.article, q.attribution)} data-evidence-link>
                <q>
                  <bdi>{calm(q.words)}</bdi>
                </q>
              </Link>
              <span class="quiet">
                {q.date} · cited by <bdi>{calm(q.publisher)}</bdi>
              </span>
            </li>
          ))}
        </ul>
        <More load={found.load} shown={found.items.length} total={found.total} />
      </Loaded>
    </section>
  );
}

// A long name stands on two lines, broken between words.
function short(name: string): string {
  const text = calm(name);
  const whole = text.length > WHOLE ? `${text.slice(0, text.lastIndexOf(" ", WHOLE - 1))} …` : text;
  if (whole.length <= LINE) return whole;
  const middle = whole.lastIndexOf(" ", Math.max(LINE, Math.ceil(whole.length / 2)));
  return middle > 0 ? `${whole.slice(0, middle)}\n${whole.slice(middle + 1)}` : whole;
}

function drawn(relays: Relay[], frame: Frame): ChartOption {
  const c = colours();
  const size = new Map<string, number>();
  const kind = new Map<string, string>();
  for (const r of relays) {
    size.set(r.source, (size.get(r.source) ?? 0) + r.times);
    size.set(r.via, (size.get(r.via) ?? 0) + r.times);
    kind.set(r.source, r.source_kind);
    if (!kind.has(r.via)) kind.set(r.via, r.via_kind);
  }
  const category = (name: string) => {
    const found = KINDS.findIndex(([one]) => one === kind.get(name));
    return found < 0 ? KINDS.length - 1 : found;
  };
  const nodes = [...size].map(([name, n]) => ({
    name,
    value: n,
    category: category(name),
    symbolSize: 8 + Math.min(28, 3 * Math.sqrt(n)),
  }));
  const links = relays.map((r) => ({ source: r.source, target: r.via }));
  return {
    tooltip: {
      formatter: (found) => {
        const p = Array.isArray(found) ? found[0] : found;
        const data = p.data as { source?: string; target?: string; value: number };
        const cites = `${calm(data.target ?? "")} cites ${calm(data.source ?? "")}`;
        return p.dataType === "edge" ? `${cites}: ${data.value}` : `${calm(p.name)}: ${data.value}`;
      },
    },
    legend: { data: KINDS.map(([k]) => k), textStyle: { color: c.ink }, top: 8, backgroundColor: c.card, z: 10 },
    series: [
      {
        ...GRAPH,
        edgeSymbol: ["none", "arrow"],
        edgeSymbolSize: 6,
        categories: KINDS.map(([name, color]) => ({ name, itemStyle: { color } })),
        label: {
          ...LABELS,
          show: true,
          color: c.ink,
          textBorderColor: c.card, // lines pass behind it
          textBorderWidth: 3,
          formatter: (p: { name: string }) => short(p.name),
        },
        lineStyle: { color: c.quiet, opacity: 0.6, curveness: 0.1 },
        data: labelled(placed(nodes, links), short, frame),
        links: relays.map((r) => ({
          source: r.source,
          target: r.via,
          value: r.times,
          lineStyle: { width: Math.min(6, 1 + Math.sqrt(r.times) / 2) },
        })),
      },
    ],
  };
}
