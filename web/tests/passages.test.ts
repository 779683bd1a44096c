import { describe, expect, it } from "vitest";
import { isSame, passages, sentences } from "../src/report/passages";

describe("sentences", () => {
  it("stand where they do by characters, not by halves of them", () => {
    const [first, second] = sentences("A 🐟 swam. “It was 3.5 m long.” He left.");
    expect([first.text, first.start, first.end]).toEqual(["A 🐟 swam.", 0, 9]);
    expect([second.text, second.start]).toEqual(["“It was 3.5 m long.”", 10]);
  });
  it("end at line breaks, too", () => {
    expect(sentences("Talks in La Paz\n\nThey met.").map((s) => s.text)).toEqual(["Talks in La Paz", "They met."]);
  });
});

const shown = (one: string, other: string) =>
  passages(one, other).map((pair) => [pair.one?.text ?? null, pair.other?.text ?? null]);

describe("two texts", () => {
  it("are aligned where they say the same, or the same otherwise", () => {
    expect(
      shown(
        "The port is shut. Two boats were seized on Monday. Nobody was hurt.",
        "The port is shut. Five boats were seized on Monday. A boy was hurt by a falling rope.",
      ),
    ).toEqual([
      ["The port is shut.", "The port is shut."],
      ["Two boats were seized on Monday.", "Five boats were seized on Monday."],
      ["Nobody was hurt.", null],
      [null, "A boy was hurt by a falling rope."],
    ]);
  });
  it("keep their order: what moved stands alone", () => {
    const pairs = passages("Gulls fly. Boats sink. Men row.", "Men row. Gulls fly. Boats sink.");
    expect(pairs.filter(isSame).map((pair) => pair.one?.text)).toEqual(["Gulls fly.", "Boats sink."]);
    expect(pairs).toHaveLength(4);
  });
  it("of many sentences are aligned in a moment", () => {
    const long = Array.from({ length: 1500 }, (_, i) => `The crew of boat ${i} came home on day ${i % 9}.`).join(" ");
    const began = performance.now();
    expect(passages(long, long).every(isSame)).toBe(true);
    expect(performance.now() - began).toBeLessThan(5000);
  });
  it("may be empty", () => {
    expect(passages("", "")).toEqual([]);
    expect(shown("", "They met.")).toEqual([[null, "They met."]]);
  });
});
