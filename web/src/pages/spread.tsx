// How events are spread over time: a bar for each period, by class; periods without reports are gaps, not zeros.
import { useMemo, useRef, useState } from "preact/hooks";
import type { Histogram } from "../api";
import Chart, { colours, type ChartOption, type Zoomed } from "../chart";
import type { Changes } from "../filters";
import { isNarrow } from "../report/arrive";
import { plural, type Drawing } from "../parts";

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

const FEW = 0.02; // share of the events that stand aside where the others are on less than half of the days

type Bars = Histogram["bars"];
const inAll = (bars: Bars) => bars.reduce((sum, bar) => sum + bar.quads.reduce((a, b) => a + b, 0), 0);

// The bars without the few that stand far from the others: of a year that somebody recalls, of a far deadline.
export function core(bars: Bars): Bars {
  const spare = FEW * inAll(bars);
  let [from, to] = [0, bars.length];
  // The end that is told of least for its days gives way first.
  const gap = (a: number, b: number) => Date.parse(bars[b].start) - Date.parse(bars[a].start);
  let left = spare;
  while (to - from > 2) {
    const [head, tail] = [inAll(bars.slice(from, from + 1)), inAll(bars.slice(to - 1, to))];
    const atHead = gap(from, from + 1) / (head + 1) >= gap(to - 2, to - 1) / (tail + 1);
    const lost = atHead ? head : tail;
    if (lost > left) break;
    left -= lost;
    if (atHead) from++;
    else to--;
  }
  const kept = bars.slice(from, to);
  return 2 * gap(from, to - 1) < gap(0, bars.length - 1) ? kept : bars;
}

export default function Spread(props: SpreadProps) {
  const [whole, setWhole] = useState(false);
  const { since, until, spread } = props;
  const inside = useMemo(() => core(spread.bars), [spread]);
  const end = Date.parse(inside.at(-1)!.start) + DAYS[spread.period] * DAY;
  const chosen = !!(since && since < inside[0].start) || !!(until && Date.parse(until) > end); // it must be seen
  const bars = whole || chosen ? spread.bars : inside;
  const aside = inAll(spread.bars) - inAll(inside);
  return (
    <>
      <Drawn {...props} spread={{ ...spread, bars }} />
      {aside > 0 && !chosen && (
        <p class="quiet small">
          {whole
            ? "All days are drawn. "
            : `${plural(aside, "event")} far before or after the others ${aside === 1 ? "is" : "are"} not drawn. `}
          <button type="button" class="facet" onClick={() => setWhole(!whole)}>
            {whole ? "Draw those close together" : "Draw all days"}
          </button>
        </p>
      )}
    </>
  );
}

function Drawn({ spread, since, until, pick, keep }: SpreadProps) {
  const timer = useRef(0);
  const { bars, period } = spread;
  const length = DAYS[period] * DAY;
  const first = Date.parse(bars[0].start);
  const end = Date.parse(bars.at(-1)!.start) + length;
  const option = useMemo<ChartOption>(() => {
    const c = colours();
    const narrow = isNarrow(); // the legend takes two lines
    const middle = (start: string) => Date.parse(start) + length / 2;
    const palette = [c.good, c.goodDeep, c.bad, c.badDeep];
    const held = new Set(bars.map((bar) => bar.start));
    const silent = gaps(
      bars.map((bar) => bar.start).filter((start) => held.has(start)),
      length,
      period,
    );
    return {
      grid: { left: 44, right: 16, top: narrow ? 48 : 30, bottom: 58 },
      legend: {
        top: 0,
        left: narrow ? 0 : 40,
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
        barMinWidth: 2,
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
