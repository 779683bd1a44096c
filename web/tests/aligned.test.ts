import { describe, expect, it } from "vitest";
import type { Opened } from "../src/api";
import { aligned, differing } from "../src/report/aligned";

const opened = (events: Record<string, string>) =>
  ({ events, report: { events: Object.keys(events).map((id) => ({ id })) } }) as unknown as Opened;

describe("two reports", () => {
  it("are aligned by the events that both tell of; what one leaves out stands alone", () => {
    const pairs = aligned(opened({ e1: "flood", e2: "strike" }), opened({ e1: "strike", e2: "vote" }));
    expect(pairs.map((p) => [p.one?.id, p.other?.id])).toEqual([
      ["e1", undefined],
      ["e2", "e1"],
      [undefined, "e2"],
    ]);
  });
  it("tell of one event once, however often one of them does", () => {
    const pairs = aligned(opened({ e1: "flood", e2: "flood" }), opened({ e1: "flood" }));
    expect(pairs.map((p) => p.other?.id)).toEqual(["e1", undefined]);
  });
});

describe("words that differ", () => {
  it("are those that the other sentence has not", () => {
    const parts = differing("Nine dockers walked out.", "Twelve dockers walked out, officials said.");
    expect(parts).toEqual([
      ["Nine", true],
      [" dockers walked out.", false],
    ]);
    expect(parts.map(([part]) => part).join("")).toBe("Nine dockers walked out.");
  });
});
