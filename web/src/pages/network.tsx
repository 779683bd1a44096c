import { useMemo, useState } from "preact/hooks";
import { useLocation } from "wouter-preact";
import type { Network } from "../api";
import Chart, { colours, frameOf, GRAPH, LABELS, labelled, placed, type ChartOption, type Frame } from "../chart";
import { Loaded, useLoad } from "../data";
import { Between, Choice, Field, Filters, QUADS, useFilters } from "../filters";
import { ActorName, Export, Head, plural, relating, signed, Tone, type Drawing } from "../parts";
import { SortHead, sorted, useSorting } from "../sorting";
import { useName } from "../world";

const SHOWN = 60; // actors
const HEIGHT = 600; // px of the drawing

export default function NetworkPage() {
  const [held, set] = useFilters();
  const [, go] = useLocation();
  const name = useName();
  const params = {
    since: held.get("since"),
    until: held.get("until"),
    quad: held.get("quad"),
    least: held.get("least"),
  };
  const found = useLoad<Network>("/network", { ...params, limit: SHOWN });
  const [drawing, keep] = useState<Drawing | null>(null);
  const [sorting, sort] = useSorting("-events");
  const rows = sorted(found.data?.nodes ?? [], sorting, {
    actor: (n) => name(n.actor),
    events: (n) => n.events,
    betweenness: (n) => n.betweenness,
    intensity: (n) => n.intensity,
  });
  const option = useMemo(() => drawn(found.data, name, frameOf(HEIGHT)), [found.data, name]);
  const pick = (kind: string | undefined, data: unknown, actor: string) => {
    const tie = data as { source: string; target: string };
    if (kind === "edge") go(relating(tie.source, tie.target));
    else go(`/timeline?actor=${encodeURIComponent(actor)}`);
  };
  const lead = (
    <>
      Who deals with whom.{" "}
      <span class="wide-only">
        Circles grow with the number of events; green lines cooperate, red ones are in conflict, and thick ones have
        many events. Click a line for the relation, a circle for the events.
      </span>
    </>
  );
  return (
    <>
      <Head title="Network" lead={lead}>
        <Export name="network" what="network" params={params} drawing={found.data?.nodes.length ? drawing : null} />
      </Head>
      <Filters held={held}>
        <Choice name="quad" label="Class" value={params.quad ?? ""} options={QUADS} set={(v) => set({ quad: v })} />
        <Field
          name="least"
          label="Events at least"
          type="number"
          width="narrow"
          value={params.least ?? ""}
          set={(v) => set({ least: v })}
        />
        <Between held={held} set={set} />
      </Filters>
      <Loaded of={found}>
        {found.data?.nodes.length ? (
          <>
            <div class="wide-only">
              <Chart
                option={option}
                height={HEIGHT}
                title="Who deals with whom"
                label="Network of actors; the table below gives the same"
                keep={keep}
                onPick={(p) => pick(p.dataType, p.data, p.name)}
              />
            </div>
            <div class="scroll stack" tabIndex={0} role="region" aria-label="Actors">
              <table>
                <thead>
                  <tr>
                    <SortHead by="actor" now={sorting} set={sort}>
                      Actor
                    </SortHead>
                    <SortHead by="events" now={sorting} set={sort} number>
                      Events
                    </SortHead>
                    <SortHead by="betweenness" now={sorting} set={sort} number>
                      Betweenness
                    </SortHead>
                    <SortHead by="intensity" now={sorting} set={sort} number>
                      Intensity
                    </SortHead>
                  </tr>
                </thead>
                <tbody>
                  {rows.map((n) => (
                    <tr key={n.actor}>
                      <th scope="row">
                        <ActorName name={n.actor} />
                      </th>
                      <td class="number" data-label="events">
                        {n.events}
                      </td>
                      <td class="number" data-label="betweenness">
                        {n.betweenness.toFixed(3)}
                      </td>
                      <td class="number" data-label="intensity">
                        <Tone value={n.intensity} />
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
            <p class="quiet">
              {found.data.nodes.length} of {plural(found.data.total, "actor")}
            </p>
          </>
        ) : (
          <p class="quiet">No events between two sides fit.</p>
        )}
      </Loaded>
    </>
  );
}

const size = (events: number) => 10 + Math.min(40, 4 * Math.sqrt(events));
const width = (events: number) => Math.min(8, 1 + Math.sqrt(events));
const STEP = 22; // px between two lines of the legend

// What colours, circles and lines mean, in a corner of the drawing, so that an exported one says it too.
function legend(c: ReturnType<typeof colours>): ChartOption["graphic"] {
  const words = (text: string, y: number) => ({
    type: "text" as const,
    x: 34,
    y: y - 6,
    style: { text, fill: c.ink, font: "12px system-ui, sans-serif" },
  });
  const line = (events: number, stroke: string, y: number) => ({
    type: "line" as const,
    shape: { x1: 0, y1: y, x2: 26, y2: y },
    style: { stroke, lineWidth: width(events) },
  });
  const circle = (events: number, y: number) => ({
    type: "circle" as const,
    shape: { cx: 13, cy: y, r: size(events) / 2 },
    style: { fill: c.accent },
  });
  const rows = [
    [line(4, c.good, 0), words("more cooperation", 0)],
    [line(4, c.bad, STEP), words("more conflict", STEP)],
    [line(1, c.quiet, 2 * STEP), words("1 event", 2 * STEP)],
    [line(25, c.quiet, 3 * STEP), words("25 events", 3 * STEP)],
    [circle(1, 4 * STEP), words("1 event", 4 * STEP)],
    [circle(25, 5.5 * STEP), words("25 events", 5.5 * STEP)],
  ];
  return { type: "group", left: 14, bottom: 14, silent: true, children: rows.flat() };
}

function drawn(found: Network | null, name: (code: string) => string, frame: Frame): ChartOption {
  const c = colours();
  const ties = found?.ties ?? [];
  // Whoever deals with none of the others that are shown is in the table alone.
  const tied = new Set(ties.flatMap((t) => [t.one, t.other]));
  const shown = (found?.nodes ?? []).filter((n) => tied.has(n.actor));
  const nodes = shown.map((n) => ({
    name: n.actor,
    value: n.events,
    symbolSize: size(n.events),
    itemStyle: { color: c.accent },
  }));
  const links = ties.map((t) => ({ source: t.one, target: t.other }));
  return {
    tooltip: {
      formatter: (all) => {
        const p = Array.isArray(all) ? all[0] : all;
        const data = p.data as { source: string; target: string; events: number; tone: number; value: number };
        if (p.dataType !== "edge") return `${name(p.name)}: ${plural(data.value, "event")}`;
        return `${name(data.source)} – ${name(data.target)}\n${plural(data.events, "event")}, ${signed(data.tone)}`;
      },
    },
    graphic: legend(c),
    series: [
      {
        ...GRAPH,
        emphasis: { focus: "adjacency" },
        label: {
          ...LABELS,
          show: true,
          color: c.ink,
          textBorderColor: c.card,
          textBorderWidth: 3,
          formatter: (p: { name: string }) => name(p.name),
        },
        data: labelled(placed(nodes, links), name, frame),
        links: ties.map((t) => ({
          source: t.one,
          target: t.other,
          events: t.events,
          tone: t.intensity,
          lineStyle: {
            width: width(t.events),
            color: t.intensity >= 0 ? c.good : c.bad,
            opacity: 0.7,
          },
        })),
      },
    ],
  };
}
