// How events are spread over time: a bar for each period, by class; periods without reports are gaps, not zeros.
import { useMemo, useRef } from "preact/hooks";
import type { Histogram } from "../api";
import Chart, { colours, type ChartOption, type Zoomed } from "../chart";
import type { Changes } from "../filters";
import type { Drawing } from "../parts";

interface SpreadProps {
  spread: Histogram;
  since: string | null;
  until: string | null;
  pick: (changes: Changes) => void;
  keep: (drawing: Drawing) => void;
}

const DAY = 86_400_000;
const DAYS = { day: 1, week: 7, month: 30 };
const CLASSES = ["verbal cooperation", "material cooperation", "verbal conflict", "material conflict"];
const PAUSE = 350; // ms after the last move of the brush

export const iso = (time: number) => new Date(time).toISOString().slice(0, 10);

export default function Spread({ spread, since, until, pick, keep }: SpreadProps) {
  const timer = useRef(0);
  const { bars, period } = spread;
  const length = DAYS[period] * DAY;
  const first = Date.parse(bars[0].start);
  const end = Date.parse(bars.at(-1)!.start) + length;
  const option = useMemo<ChartOption>(() => {
    const c = colours();
    const middle = (start: string) => Date.parse(start) + length / 2;
    const palette = [c.good, c.goodDeep, c.bad, c.badDeep];
    const held = new Set(bars.map((bar) => bar.start));
    const silent = gaps(
      bars.map((bar) => bar.start).filter((start) => held.has(start)),
      length,
      period,
    );
    return {
      grid: { left: 44, right: 16, top: 30, bottom: 58 },
      legend: {
        type: "scroll", // one line, however narrow the page is
        top: 0,
        left: 40,
        itemHeight: 10,
        itemWidth: 14,
        textStyle: { color: c.ink },
      },
      tooltip: {
        trigger: "axis",
        axisPointer: { type: "shadow" },
        formatter: (found) => {
          const at = Array.isArray(found) ? found[0]?.dataIndex : found.dataIndex;
          const bar = at === undefined ? undefined : bars[at];
          if (!bar) return "";
          const total = bar.quads.reduce((sum, n) => sum + n, 0);
          const undated = bar.undated ? `, ${bar.undated} of them without a day` : "";
          return `${period} of ${bar.start}\n${total} events${undated}\n${bar.reports} reports published`;
        },
      },
      xAxis: {
        type: "time",
        min: first,
        max: end,
        axisLabel: { color: c.quiet, hideOverlap: true },
        axisLine: { lineStyle: { color: c.line } },
      },
      yAxis: {
        type: "value",
        minInterval: 1,
        axisLabel: { color: c.quiet },
        splitLine: { lineStyle: { color: c.line } },
      },
      dataZoom: [
        {
          type: "slider",
          height: 22,
          bottom: 6,
          left: 84,
          right: 84, // room for the days at its ends
          filterMode: "none",
          startValue: since ? Date.parse(since) : first,
          endValue: until ? Date.parse(until) + DAY : end,
          labelFormatter: (value: number) => iso(value),
          textStyle: { color: c.quiet },
          borderColor: c.line,
          fillerColor: `${c.accent}33`,
        },
      ],
      series: CLASSES.map((name, quad) => ({
        name,
        type: "bar",
        stack: "events",
        barMaxWidth: 26,
        itemStyle: { color: palette[quad] },
        data: bars.map((bar) => [middle(bar.start), bar.quads[quad]]),
        markArea: quad
          ? undefined
          : {
              silent: true,
              itemStyle: { color: c.line, opacity: 0.35 },
              label: { show: false },
              data: silent.map(([from, to]) => [{ xAxis: from, name: "no reports" }, { xAxis: to }]),
            },
      })),
    };
  }, [spread, since, until]);
  const zoomed = ({ from, to }: Zoomed) => {
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => {
      pick({
        since: from <= first + DAY / 2 ? null : iso(from),
        until: to >= end - DAY / 2 ? null : iso(to - DAY / 2),
      });
    }, PAUSE);
  };
  const label = "How events are spread over time; drag the handles below it to choose the days";
  return <Chart option={option} height={210} label={label} keep={keep} onZoom={zoomed} title="Events over time" />;
}

// Stretches of at least one period of which no report speaks.
export function gaps(starts: string[], length: number, period: Histogram["period"]): [number, number][] {
  const out: [number, number][] = [];
  const slack = period === "month" ? 2 * DAY : 0; // months are not of one length
  for (let i = 1; i < starts.length; i++) {
    const from = Date.parse(starts[i - 1]) + length;
    const to = Date.parse(starts[i]);
    if (to - from > slack) out.push([from, to]);
  }
  return out;
}
