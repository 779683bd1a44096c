import { useMemo, useState } from "preact/hooks";
import type { Cited, Relay } from "../api";
import { Between, Export, Field, Head, Loaded, More, type Drawing, calm, useFilters, useLoad, usePages } from "../parts";
import Chart, { colours, placed } from "../chart";

const KINDS: [string, string][] = [["news outlet", "#3b7dd8"], ["state", "#b5403a"], ["ministry", "#c96f2d"], ["organisation", "#7a5aa8"], ["person", "#2a7f62"], ["unnamed source", "#7d7d7d"], ["unknown", "#a88a2b"]];

export default function SourcesPage() {
  const [held, set] = useFilters();
  const days = { since: held.get("since"), until: held.get("until") };
  const found = usePages<Cited>("/sources", { ...days, publisher: held.get("publisher") }, "offset");
  const relays = useLoad<Relay[]>("/relays", { ...days, limit: 60 });
  const [drawing, keep] = useState<Drawing | null>(null);
  const option = useMemo(() => {
    const c = colours();
    const size = new Map<string, number>();
    const kind = new Map<string, string>();
    for (const r of relays.data ?? []) {
      size.set(r.source, (size.get(r.source) ?? 0) + r.times); size.set(r.via, (size.get(r.via) ?? 0) + r.times);
      kind.set(r.source, r.source_kind); if (!kind.has(r.via)) kind.set(r.via, r.via_kind);
    }
    const category = (name: string) => Math.max(0, KINDS.findIndex(([k]) => k === kind.get(name)) === -1 ? 6 : KINDS.findIndex(([k]) => k === kind.get(name)));
    return {
      tooltip: { formatter: (p: any) => (p.dataType === "edge" ? `${calm(p.data.target)} cites ${calm(p.data.source)}: ${p.data.value}` : `${calm(p.name)}: ${p.value}`) },
      legend: { data: KINDS.map(([k]) => k), textStyle: { color: c.ink }, top: 8, backgroundColor: c.card, z: 10 },
      series: [{
        type: "graph", layout: "none", roam: true, draggable: true, left: 70, right: 130, top: 48, bottom: 28, preserveAspect: true, edgeSymbol: ["none", "arrow"], edgeSymbolSize: 6,
        categories: KINDS.map(([name, color]) => ({ name, itemStyle: { color } })),
        label: { show: true, position: "right", color: c.ink, formatter: (p: any) => calm(p.name).slice(0, 28) }, lineStyle: { color: c.quiet, opacity: 0.6, curveness: 0.1 }, labelLayout: { hideOverlap: true },
        data: placed([...size].map(([name, n]) => ({ name, value: n, category: category(name), symbolSize: 8 + Math.min(28, 3 * Math.sqrt(n)) })), (relays.data ?? []).map((r) => ({ source: r.source, target: r.via }))),
        links: (relays.data ?? []).map((r) => ({ source: r.source, target: r.via, value: r.times, lineStyle: { width: Math.min(6, 1 + Math.sqrt(r.times) / 2) } })),
      }],
    };
  }, [relays.data]);
  const rows = found.items.map((c) => ({ source: c.source, kind: c.kind, country: c.country, citations: c.citations, reports: c.reports, second_hand: c.relayed, unnamed: c.unnamed, outlets: c.outlets.map(([n, k]) => `${n} ${k}`).join(";") }));
  return (
    <>
      <Head title="Sources" lead="Who relies on whom: outlets, agencies, ministries and unnamed sources."><Export name="sources" rows={rows} drawing={drawing} /></Head>
      <form class="filters" role="search" onSubmit={(e) => e.preventDefault()}>
        <Field name="publisher" label="Cited by" value={held.get("publisher") ?? ""} set={(v) => set({ publisher: v })} /><Between held={held} set={set} />
      </form>
      <Loaded of={relays}>{!!relays.data?.length && <Chart option={option} height={620} label="Who relies on whom; the table below gives the same" keep={keep} onPick={(p) => p.dataType === "node" && set({ publisher: p.name })} />}</Loaded>
      <Loaded of={found}>
        <div class="scroll" tabIndex={0} role="region" aria-label="Sources">
          <table>
            <thead><tr><th scope="col">Source</th><th scope="col">Kind</th><th scope="col">Country</th><th scope="col" class="number">Cited</th><th scope="col" class="number">Reports</th><th scope="col" class="number">Second hand</th><th scope="col">By</th></tr></thead>
            <tbody>{found.items.map((c) => (
              <tr key={c.source}><th scope="row"><bdi>{calm(c.source)}</bdi></th><td>{c.kind}</td><td>{c.country}</td><td class="number">{c.citations}</td><td class="number">{c.reports}</td><td class="number">{c.relayed}</td><td>{c.outlets.map(([n, k], i) => <span key={n}>{i > 0 && ", "}<bdi>{calm(n)}</bdi> {k}</span>)}</td></tr>
            ))}</tbody>
          </table>
        </div>
        <More load={found.load} shown={found.items.length} total={found.total} />
      </Loaded>
    </>
  );
}
