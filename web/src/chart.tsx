// Charts: ECharts on a canvas. Tooltips are drawn, not written as HTML, so that no name can become markup.
import { useEffect, useMemo, useRef } from "preact/hooks";
import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } from "d3-force";
import * as echarts from "echarts/core";
import { BarChart, GraphChart, LineChart, MapChart, ScatterChart } from "echarts/charts";
import { AriaComponent, GeoComponent, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent, VisualMapComponent } from "echarts/components";
import { CanvasRenderer, SVGRenderer } from "echarts/renderers";
import type { Drawing } from "./parts";

echarts.use([
  BarChart, GraphChart, LineChart, MapChart, ScatterChart, AriaComponent, GeoComponent, GridComponent, LegendComponent,
  MarkLineComponent, TooltipComponent, VisualMapComponent, CanvasRenderer, SVGRenderer,
]);
export { echarts };

// The page's colours, as the present theme has them.
export function colours() {
  const style = getComputedStyle(document.documentElement);
  const of = (name: string) => style.getPropertyValue(name).trim();
  return { ink: of("--ink"), quiet: of("--quiet"), line: of("--line"), good: of("--good"), bad: of("--bad"), accent: of("--accent"), paper: of("--paper"), card: of("--card") };
}

interface Node { name: string; symbolSize: number }
interface Link { source: string; target: string }

// Where the nodes of a graph stand: computed before it is drawn, so that it is the same each time and does not move.
export function placed<T extends Node>(nodes: T[], links: Link[]): (T & { x: number; y: number })[] {
  const held = nodes.map((node) => ({ ...node, x: NaN, y: NaN }));
  forceSimulation(held)
    .force("links", forceLink(links.map(({ source, target }) => ({ source, target }))).id((n: any) => n.name).distance(80).strength(0.5))
    .force("apart", forceManyBody().strength(-260).distanceMax(500))
    .force("room", forceCollide((n: any) => n.symbolSize / 2 + 16))
    .force("x", forceX(0).strength(0.05))
    .force("y", forceY(0).strength(0.09))
    .stop()
    .tick(300);
  return held;
}

export interface Props { option: object; height: number; label: string; onPick?: (params: any) => void; keep?: (drawing: Drawing) => void }

export default function Chart({ option, height, label, onPick, keep }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<echarts.ECharts>();
  const pick = useRef(onPick);
  pick.current = onPick;
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const full = useMemo(() => {
    const c = colours();
    return {
      animation: !still, textStyle: { color: c.ink, fontFamily: "system-ui, sans-serif" }, ...option,
      tooltip: { renderMode: "richText", confine: true, backgroundColor: c.card, borderColor: c.line, textStyle: { color: c.ink }, ...(option as any).tooltip },
    };
  }, [option]);
  useEffect(() => {
    const made = echarts.init(box.current!, null, { renderer: "canvas" });
    chart.current = made;
    made.on("click", (params) => pick.current?.(params));
    const watch = new ResizeObserver(() => made.resize());
    watch.observe(box.current!);
    return () => { watch.disconnect(); made.dispose(); };
  }, []);
  useEffect(() => { chart.current!.setOption(full, true); }, [full]);
  const shown = useRef(full);
  shown.current = full;
  // Given once: whoever keeps it is drawn again, and must not thereby be given another.
  useEffect(() => {
    const draw = (renderer: "svg" | "canvas") => {
      const { clientWidth: width } = box.current!;
      const holder = document.createElement("div");
      const made = echarts.init(holder, null, { renderer, width, height, ssr: renderer === "svg" } as any);
      made.setOption({ ...shown.current, animation: false } as any);
      const out = renderer === "svg" ? made.renderToSVGString() : made.getDataURL({ type: "png", pixelRatio: 2, backgroundColor: colours().paper });
      made.dispose();
      return out;
    };
    keep?.({ png: async () => draw("canvas"), svg: async () => draw("svg") });
  }, []);
  return <div ref={(e) => { (box as any).current = e; if (e) e.style.height = `${height}px`; }} class="chart" role="img" aria-label={label} />;
}
