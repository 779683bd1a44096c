import { useMemo, useState } from "preact/hooks";
import { useLocation, Link } from "wouter-preact";
import type { Conflict, Entry, JoinedEvent, Paged, Position, Relation } from "../api";
import { Between, Choice, Export, Field, Head, Loaded, Tone, type Drawing, signed, useCode, useFilters, useLoad, useName } from "../parts";
import Chart, { colours } from "../chart";
import { EventRow } from "./events";
import { ConflictRows, EntryRows, PositionRows } from "./lists";

export default function RelationPage({ one, other }: { one: string; other: string }) {
  const [held, set] = useFilters();
  const [, go] = useLocation();
  const code = useCode();
  const name = useName();
  const [a, setA] = useState(one);
  const [b, setB] = useState(other);
  const open = (e: Event) => { e.preventDefault(); if (a && b) go(`/relations/${encodeURIComponent(code(a))}/${encodeURIComponent(code(b))}`); };
  return (
    <>
      {!one && <Head title="Relationship" lead="How two actors stand: pick both." />}
      <form class="filters" onSubmit={open}>
        <Field name="one" label="Actor" list="countries" value={a && name(a)} set={setA} />
        <Field name="other" label="and" list="countries" value={b && name(b)} set={setB} />
        <button type="submit" class="main">Show</button>
        <Choice name="by" label="By" value={held.get("by") ?? "week"} options={[["day", "day"], ["week", "week"], ["month", "month"]]} set={(v) => set({ by: v })} />
        <Between held={held} set={set} />
      </form>
      {one && other && <Dyad one={one} other={other} by={held.get("by") ?? "week"} since={held.get("since")} until={held.get("until")} />}
    </>
  );
}

function Dyad({ one, other, by, since, until }: { one: string; other: string; by: string; since: string | null; until: string | null }) {
  const path = `${encodeURIComponent(one)}/${encodeURIComponent(other)}`;
  const relation = useLoad<Relation>(`/relations/${path}`, { by, since, until });
  const [picked, pick] = useState<string | null>(null);
  const name = useName();
  const conflicts = useLoad<Paged<Conflict>>("/conflicts", { actor: [one, other], since, until, limit: 5 });
  const made = useLoad<Paged<Entry>>("/commitments", { actor: [one], other, limit: 10 });
  const back = useLoad<Paged<Entry>>("/commitments", { actor: [other], other: one, limit: 10 });
  const stances = useLoad<Paged<Position>>("/positions", { actor: [one], towards: other, limit: 10 });
  const stancesBack = useLoad<Paged<Position>>("/positions", { actor: [other], towards: one, limit: 10 });
  const [drawing, keep] = useState<Drawing | null>(null);
  const points = relation.data?.points ?? [];
  const found = relation.data;
  const option = useMemo(() => {
    const c = colours();
    return {
      grid: { left: 44, right: 16, top: 24, bottom: 28 },
      tooltip: { trigger: "axis", formatter: (all: any[]) => { const p = points[all[0].dataIndex]; return `${p.start}\n${p.events.length} events, intensity ${signed(p.weighted)}`; } },
      xAxis: { type: "category", data: points.map((p) => p.start), axisLabel: { color: c.quiet }, axisLine: { lineStyle: { color: c.line } } },
      yAxis: { type: "value", min: -10, max: 10, axisLabel: { color: c.quiet }, splitLine: { lineStyle: { color: c.line } } },
      series: [{
        type: "bar", barMinHeight: 2, data: points.map((p) => ({ value: p.events.length ? p.weighted : null, itemStyle: { color: p.weighted >= 0 ? c.good : c.bad } })),
        markLine: { symbol: "none", label: { formatter: (m: any) => m.name, color: c.ink }, lineStyle: { color: c.ink, type: "dashed" }, data: (found?.changes ?? []).map((x) => ({ name: `${signed(x.before)} → ${signed(x.after)}`, xAxis: x.start })) },
      }],
    };
  }, [found]);
  const shown = picked ?? found?.changes.at(-1)?.start ?? points.findLast((p) => p.events.length)?.start ?? null;
  const end = shown && points[points.findIndex((p) => p.start === shown) + 1]?.start;
  const behind = useLoad<Paged<JoinedEvent>>(shown ? "/events" : null, { actor: [one, other], since: shown, until: end ? before(end) : null, limit: 50 });
  return (
    <Loaded of={relation}>
      <Head title={`${name(one)} and ${name(other)}`} lead={found && points.length ? `${points.reduce((n, p) => n + p.events.length, 0)} events, ${points[0].start} to ${points.at(-1)!.start}; the mean Goldstein intensity of each ${by}, weighted by independent sources` : undefined}>
        <Export name={`relation-${one}-${other}`} rows={points.map((p) => ({ start: p.start, events: p.events.length, verbal_cooperation: p.quads[0], material_cooperation: p.quads[1], verbal_conflict: p.quads[2], material_conflict: p.quads[3], intensity: p.intensity, weighted: p.weighted }))} drawing={points.length ? drawing : null} />
      </Head>
      {points.length ? <Chart option={option} height={300} label={`Intensity between ${name(one)} and ${name(other)} over time; the table below gives the same`} keep={keep} onPick={(p) => pick(points[p.dataIndex]?.start ?? null)} /> : <p class="quiet">No events between the two.</p>}
      {!!found?.changes.length && (
        <section><h2>Where it changed</h2>
          <ul class="plain">{found.changes.map((c) => <li key={c.start}><button type="button" aria-pressed={shown === c.start} onClick={() => pick(c.start)}>{c.start}</button> <Tone value={c.before} /> → <Tone value={c.after} /></li>)}</ul>
        </section>
      )}
      {shown && (
        <section><h2>Events of the {by} of {shown}</h2>
          <ol class="events">{behind.data?.items.map((e) => <EventRow key={e.id} event={e} />)}</ol>
          <p><Link href={`/timeline?actor=${encodeURIComponent(one)}&with=${encodeURIComponent(other)}`}>All events between them</Link></p>
        </section>
      )}
      {points.length > 0 && (
        <details><summary>The series as a table</summary>
          <div class="scroll" tabIndex={0} role="region" aria-label="The series"><table><thead><tr><th scope="col">{by}</th><th scope="col" class="number">events</th><th scope="col">intensity</th></tr></thead><tbody>
            {points.filter((p) => p.events.length).map((p) => <tr key={p.start}><td><button type="button" class="facet" onClick={() => pick(p.start)}>{p.start}</button></td><td class="number">{p.events.length}</td><td><Tone value={p.weighted} /></td></tr>)}
          </tbody></table></div>
        </details>
      )}
      {!!(made.data?.total || back.data?.total) && <section><h2>Commitments between them</h2><EntryRows rows={[...(made.data?.items ?? []), ...(back.data?.items ?? [])]} /></section>}
      {!!(stances.data?.total || stancesBack.data?.total) && <section><h2>Positions on each other</h2><PositionRows rows={[...(stances.data?.items ?? []), ...(stancesBack.data?.items ?? [])]} /></section>}
      {!!conflicts.data?.total && <section><h2>Conflicting accounts</h2><ConflictRows rows={conflicts.data.items} /></section>}
    </Loaded>
  );
}

const before = (day: string) => new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
