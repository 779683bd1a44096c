import { expect, test } from "vitest";
import type { Histogram } from "../src/api";
import { core } from "../src/pages/spread";

const bar = (start: string, events: number): Histogram["bars"][number] => ({
  start,
  quads: [events, 0, 0, 0],
  undated: 0,
  reports: 1,
});
const months = (year: number, events: number) =>
  Array.from({ length: 12 }, (_, at) => bar(`${year}-${String(at + 1).padStart(2, "0")}-01`, events));
const starts = (bars: Histogram["bars"]) => [bars[0].start, bars.at(-1)!.start];

test("a year that somebody recalls and a far deadline stand aside", () => {
  const bars = [bar("1867-03-01", 1), ...months(2025, 10), bar("2060-01-01", 1)];
  expect(starts(core(bars))).toEqual(["2025-01-01", "2025-12-01"]);
});

test("nothing stands aside where the days are close together", () => {
  const bars = [bar("2024-06-01", 1), ...months(2025, 10)];
  expect(core(bars)).toBe(bars);
});

test("what is more than a few is drawn, however far it is", () => {
  const bars = [bar("1990-01-01", 8), ...months(2025, 10)];
  expect(core(bars)).toBe(bars);
});

test("one bar, or none with events, is drawn as it is", () => {
  const one = [bar("2025-01-01", 3)];
  expect(core(one)).toBe(one);
  const silent = [bar("1990-01-01", 0), bar("2025-01-01", 0)];
  expect(core(silent)).toBe(silent);
});
