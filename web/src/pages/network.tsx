import { useMemo, useState } from "preact/hooks";
import { useLocation } from "wouter-preact";
import type { Network } from "../api";
import { ActorName, Between, Choice, Export, Field, Head, Loaded, QUADS, Tone, type Drawing, signed, useFilters, useLoad, useName } from "../parts";
import Chart, { colours, placed } from "../chart";

export default function NetworkPage() {
  const [held, set] = useFilters();
  const [, go] = useLocation();
  const name = useName();
  const found = useLoad<Network>("/network", { since: held.get("since"), until: held.get("until"), quad: held.get("quad"), least: held.get("least"), limit: 60 });
  const [drawing, keep] = useState<Drawing | null>(null);
  const option = useMemo(() => {
    const c = colours();
    return {
      tooltip: { formatter: (p: any) => (p.dataType === "edge" ? `${name(p.data.source)} – ${name(p.data.target)}\n${p.data.events} events, ${signed(p.data.tone)}` : `${name(p.name)}: ${p.value} events`) },
      series: [{
        type: "graph", layout: "none", roam: true, draggable: true, left: 70, right: 130, top: 48, bottom: 28, preserveAspect: true, emphasis: { focus: "adjacency" },
        label: { show: true, position: "right", color: c.ink, formatter: (p: any) => name(p.name) }, labelLayout: { hideOverlap: true },
        data: placed((found.data?.nodes ?? []).map((n) => ({ name: n.actor, value: n.events, symbolSize: 10 + Math.min(40, 4 * Math.sqrt(n.events)), itemStyle: { color: c.accent } })), (found.data?.ties ?? []).map((t) => ({ source: t.one, target: t.other }))),
        links: (found.data?.ties ?? []).map((t) => ({ source: t.one, target: t.other, events: t.events, tone: t.intensity, lineStyle: { width: Math.min(8, 1 + Math.sqrt(t.events)), color: t.intensity >= 0 ? c.good : c.bad, opacity: 0.7 } })),
      }],
    };
  }, [found.data, name]);
  return (
    <>
      <Head title="Network" lead="Who deals with whom. Green lines cooperate, red ones are in conflict."><Export name="network" rows={found.data?.ties ?? []} drawing={drawing} /></Head>
      <form class="filters" role="search" onSubmit={(e) => e.preventDefault()}>
        <Choice name="quad" label="Class" value={held.get("quad") ?? ""} options={QUADS} set={(v) => set({ quad: v })} />
        <Field name="least" label="Events at least" type="number" width="narrow" value={held.get("least") ?? ""} set={(v) => set({ least: v })} />
        <Between held={held} set={set} />
      </form>
      <Loaded of={found}>
        {found.data?.nodes.length ? (
          <>
            <Chart option={option} height={600} label="Network of actors; the table below gives the same" keep={keep} onPick={(p) => p.dataType === "edge" && go(`/relations/${encodeURIComponent(p.data.source)}/${encodeURIComponent(p.data.target)}`)} />
            <div class="scroll" tabIndex={0} role="region" aria-label="Actors"><table><thead><tr><th scope="col">Actor</th><th scope="col" class="number">Events</th><th scope="col" class="number">Betweenness</th><th scope="col">Intensity</th></tr></thead>
              <tbody>{found.data.nodes.map((n) => <tr key={n.actor}><th scope="row"><ActorName name={n.actor} /></th><td class="number">{n.events}</td><td class="number">{n.betweenness.toFixed(3)}</td><td><Tone value={n.intensity} /></td></tr>)}</tbody></table></div>
            <p class="quiet">{found.data.nodes.length} of {found.data.total} actors</p>
          </>
        ) : <p class="quiet">No events between two sides fit.</p>}
      </Loaded>
    </>
  );
}
