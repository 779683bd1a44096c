// Charts: ECharts on a canvas. Tooltips are drawn, not written as HTML, so that no name can become markup.
import { useEffect, useMemo, useRef } from "preact/hooks";
import { BarChart, GraphChart, MapChart, ScatterChart } from "echarts/charts";
import {
  AriaComponent, DataZoomComponent, GeoComponent, GraphicComponent, GridComponent, LegendComponent, MarkAreaComponent,
  MarkLineComponent, TitleComponent, TooltipComponent, VisualMapComponent,
} from "echarts/components"; // prettier-ignore
import * as echarts from "echarts/core";
import { CanvasRenderer, SVGRenderer } from "echarts/renderers";
import type { ECElementEvent, EChartsCoreOption, EChartsOption } from "echarts";
import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } from "d3-force";
import type { Drawing } from "./parts";

echarts.use([
  BarChart, GraphChart, MapChart, ScatterChart, AriaComponent, DataZoomComponent, GeoComponent, GraphicComponent,
  GridComponent, LegendComponent, MarkAreaComponent, MarkLineComponent, TitleComponent, TooltipComponent,
  VisualMapComponent, CanvasRenderer, SVGRenderer,
]); // prettier-ignore
export { echarts };
export type ChartOption = EChartsOption;
export type Picked = ECElementEvent;

// The page's colours, as the present theme has them.
export function colours() {
  const style = getComputedStyle(document.documentElement);
  const of = (name: string) => style.getPropertyValue(name).trim();
  return {
    ink: of("--ink"), quiet: of("--quiet"), line: of("--line"), good: of("--good"), bad: of("--bad"),
    goodDeep: of("--good-deep"), badDeep: of("--bad-deep"), accent: of("--accent"), paper: of("--paper"),
    card: of("--card"),
  }; // prettier-ignore
}

interface Node {
  name: string;
  symbolSize: number;
}
type Placed<T> = T & { x: number; y: number };

// Where the nodes of a graph stand: computed before it is drawn, so that it is the same each time and does not move.
export function placed<T extends Node>(nodes: T[], links: { source: string; target: string }[]): Placed<T>[] {
  const held: Placed<T>[] = nodes.map((node) => ({ ...node, x: NaN, y: NaN }));
  const ends = links.map(({ source, target }) => ({ source, target }));
  forceSimulation(held)
    .force(
      "links",
      forceLink<Placed<T>, (typeof ends)[number]>(ends)
        .id((n) => n.name)
        .distance(90)
        .strength(0.4),
    )
    .force("apart", forceManyBody().strength(-320).distanceMax(600))
    .force(
      "room",
      forceCollide<Placed<T>>((n) => n.symbolSize / 2 + 22),
    )
    .force("x", forceX(0).strength(0.05))
    .force("y", forceY(0).strength(0.09))
    .stop()
    .tick(300);
  return held;
}

// How a graph of placed nodes stands in its frame.
export const GRAPH = {
  type: "graph",
  layout: "none",
  roam: true,
  draggable: true,
  left: 70,
  right: 130, // room for the labels
  top: 48,
  bottom: 28,
  preserveAspect: true,
} as const;

const LETTER = 6.9; // px that a letter of a label takes, about
const LINE = 8; // px from the middle of a line of a label to its edge
const GAP = 5; // px between a node and its label
export const LABELS = { lineHeight: 2 * LINE, distance: GAP } as const;

export interface Frame {
  width: number;
  height: number;
}

// The frame that a chart of this height has on the page.
export function frameOf(height: number): Frame {
  const main = document.getElementById("main");
  if (!main) return { width: innerWidth, height };
  const { paddingLeft, paddingRight } = getComputedStyle(main);
  return { width: main.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight), height };
}

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}
const apart = (a: Box, b: Box) => a.right < b.left || b.right < a.left || a.bottom < b.top || b.bottom < a.top;

type Side = "right" | "left" | "top" | "bottom";

// Where a label of ``width`` and so many lines stands on each side of a node.
function besides(node: Box, width: number, lines: number): [Side, Box][] {
  const [x, y] = [(node.left + node.right) / 2, (node.top + node.bottom) / 2];
  const level = { top: y - lines * LINE, bottom: y + lines * LINE };
  const middle = { left: x - width / 2, right: x + width / 2 };
  return [
    ["right", { ...level, left: node.right + 3, right: node.right + width + GAP + 4 }],
    ["left", { ...level, left: node.left - width - GAP - 4, right: node.left - 3 }],
    ["top", { ...middle, top: node.top - 2 * lines * LINE - GAP, bottom: node.top - 3 }],
    ["bottom", { ...middle, top: node.bottom + 3, bottom: node.bottom + 2 * lines * LINE + GAP }],
  ];
}

// Which placed nodes are labelled in a frame of this size, and on which side: the largest first, as long as no label
// lies on another or on a node. The others say their name when they are pointed at.
export function labelled<T extends Node>(
  nodes: Placed<T>[],
  name: (node: string) => string,
  frame: Frame,
): (Placed<T> & { label: { show: boolean; position: Side } })[] {
  const [xs, ys] = [nodes.map((n) => n.x), nodes.map((n) => n.y)];
  const wide = (frame.width - GRAPH.left - GRAPH.right) / (Math.max(...xs) - Math.min(...xs) || 1);
  const high = (frame.height - GRAPH.top - GRAPH.bottom) / (Math.max(...ys) - Math.min(...ys) || 1);
  const scale = Math.min(wide, high); // as ``preserveAspect`` has it
  const round = (n: Placed<T>): Box => {
    const [x, y, r] = [n.x * scale, n.y * scale, n.symbolSize / 2];
    return { left: x - r, right: x + r, top: y - r, bottom: y + r };
  };
  const spare = (frame.width - GRAPH.left - GRAPH.right - (Math.max(...xs) - Math.min(...xs)) * scale) / 2;
  const from = Math.min(...xs) * scale - spare - GRAPH.left;
  const inside = (box: Box) => box.left >= from && box.right <= from + frame.width;
  const taken = nodes.map(round);
  const sides = new Map<string, Side>();
  for (const node of [...nodes].sort((a, b) => b.symbolSize - a.symbolSize)) {
    const lines = name(node.name).split("\n");
    const width = LETTER * Math.max(...lines.map((line) => line.length));
    const free = besides(round(node), width, lines.length).find(
      ([, label]) => inside(label) && taken.every((box) => apart(box, label)),
    );
    if (!free) continue;
    taken.push(free[1]);
    sides.set(node.name, free[0]);
  }
  return nodes.map((node) => ({
    ...node,
    label: { show: sides.has(node.name), position: sides.get(node.name) ?? "right" },
  }));
}

export interface Zoomed {
  from: number;
  to: number;
}

export interface Props {
  option: ChartOption;
  height: number;
  label: string;
  title?: string; // written on what is exported
  onPick?: (picked: Picked) => void;
  onZoom?: (zoomed: Zoomed) => void;
  keep?: (drawing: Drawing) => void;
}

const HEAD = 48; // px for the title of an exported drawing
const HIDDEN = 1000; // px of width of one that is not shown

export default function Chart({ option, height, label, title, onPick, onZoom, keep }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<echarts.ECharts>();
  const heard = useRef({ onPick, onZoom });
  heard.current = { onPick, onZoom };
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const full = useMemo<EChartsCoreOption>(() => {
    const c = colours();
    const tooltip = {
      renderMode: "richText", confine: true, backgroundColor: c.card, borderColor: c.line, textStyle: { color: c.ink },
    }; // prettier-ignore
    return {
      animation: !still,
      textStyle: { color: c.ink, fontFamily: "system-ui, sans-serif" },
      ...option,
      tooltip: { ...tooltip, ...(option.tooltip as object) },
    };
  }, [option]);
  useEffect(() => {
    const made = echarts.init(box.current, null, { renderer: "canvas" });
    chart.current = made;
    made.on("click", (picked) => heard.current.onPick?.(picked));
    made.on("datazoom", () => {
      const [zoom] = (made.getOption() as { dataZoom?: { startValue: number; endValue: number }[] }).dataZoom ?? [];
      if (zoom) heard.current.onZoom?.({ from: zoom.startValue, to: zoom.endValue });
    });
    const watch = new ResizeObserver(() => made.resize());
    watch.observe(box.current!);
    return () => {
      watch.disconnect();
      made.dispose();
    };
  }, []);
  useEffect(() => {
    chart.current!.setOption(full, true);
  }, [full]);
  const shown = useRef({ full, title });
  shown.current = { full, title };
  // Given once: whoever keeps it is drawn again, and must not thereby be given another.
  useEffect(() => {
    const draw = (renderer: "svg" | "canvas") => {
      const width = box.current!.clientWidth || HIDDEN; // on a phone some are not shown
      const c = colours();
      const size = { width, height: height + HEAD };
      const ssr = renderer === "svg";
      const made = echarts.init(ssr ? null : document.createElement("div"), null, { renderer, ssr, ...size });
      made.setOption(captioned(shown.current.full, shown.current.title ?? label, c));
      const picture = { type: "png", pixelRatio: 2, backgroundColor: c.paper } as const;
      const out = ssr ? made.renderToSVGString() : made.getDataURL(picture);
      made.dispose();
      return out;
    };
    keep?.({ png: () => draw("canvas"), svg: () => draw("svg") });
  }, []);
  return <div ref={box} class="chart" style={{ height }} role="img" aria-label={label} />;
}

// A drawing that goes elsewhere says what it is, of which filters, and of which day.
function captioned(option: EChartsCoreOption, title: string, c: ReturnType<typeof colours>): EChartsCoreOption {
  const filters = new URLSearchParams(location.search);
  const said = [...filters].map(([name, value]) => `${name}: ${value}`).join(", ") || "everything";
  const subtext = `${said} · Dragoman, ${new Date().toISOString().slice(0, 10)}`;
  const down = (part: unknown): unknown =>
    part && typeof part === "object" && !Array.isArray(part)
      ? { ...part, top: Number((part as { top?: number }).top ?? 0) + HEAD }
      : part;
  const series = Array.isArray(option.series) ? option.series : [option.series];
  return {
    ...option,
    animation: false,
    backgroundColor: c.paper,
    title: {
      text: title,
      subtext,
      left: 8,
      top: 4,
      textStyle: { color: c.ink, fontSize: 15 },
      subtextStyle: { color: c.quiet },
    },
    grid: down(option.grid),
    geo: down(option.geo),
    legend: down(option.legend),
    series: series.map((one: { type?: string }) => (one.type === "graph" ? down(one) : one)),
  };
}
