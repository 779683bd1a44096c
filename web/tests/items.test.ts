import { describe, expect, it } from "vitest";
import { distance } from "../src/report/arrive";
import { annotation, bibtex, footnote, markdown, type Claim } from "../src/report/cite";
import { lasting, paragraphs, pieces, wanted, type Mark, type Row } from "../src/report/items";
import { nearest, trimmed } from "../src/report/words";
import { isAddress, proposedDay, tooLittle } from "../src/report/pasted";

const mark = (item: string, start: number, end: number): Mark => ({
  item,
  layer: "event",
  span: { start, end },
  depth: 1,
});
const row = (id: string): Row => ({ id, group: "Events", main: [], spans: [], related: [] });

describe("pieces", () => {
  it("cuts the text wherever a mark begins or ends", () => {
    const cut = pieces(0, 10, [mark("e1", 2, 6), mark("e2", 4, 8)], []);
    expect(cut.map((p) => [p.start, p.end, p.marks.map((m) => m.item).join()])).toEqual([
      [0, 2, ""],
      [2, 4, "e1"],
      [4, 6, "e1,e2"],
      [6, 8, "e2"],
      [8, 10, ""],
    ]);
  });
  it("keeps to its paragraph where a mark reaches beyond it", () => {
    expect(pieces(5, 9, [mark("e1", 2, 20)], [])).toEqual([{ start: 5, end: 9, marks: [mark("e1", 2, 20)] }]);
  });
});

describe("words of a report", () => {
  const text = Array.from("a 😀 said, and b said so");
  it("are found where they stand nearest", () => {
    expect(nearest(text, "said", 0)).toEqual({ start: 4, end: 8 });
    expect(nearest(text, " said ", 20)).toEqual({ start: 16, end: 20 });
    expect(nearest(text, "unsaid", 0)).toBeNull();
    expect(nearest(text, "  ", 0)).toBeNull();
  });
  it("are taken without the spaces around them", () => {
    expect(trimmed(text, { start: 3, end: 9 })).toEqual({ start: 4, end: 9 });
    expect(trimmed(text, { start: 3, end: 4 })).toBeNull();
  });
});

describe("paragraphs", () => {
  it("end with their line breaks and leave nothing out", () => {
    const text = Array.from("one\n\ntwo 😀\nthree");
    const parts = paragraphs(text);
    expect(parts.map((p) => text.slice(p.start, p.end).join("")).join("")).toBe(text.join(""));
    expect(parts).toHaveLength(4);
  });
});

describe("an address", () => {
  const text = Array.from("The mayor spoke. She left the town hall.\nNobody saw her.");
  const of = (search: string) => wanted(new URLSearchParams(search), [row("e9")], text);
  it("names an item by its identity, and none that the report has not", () => {
    expect(of("item=e9").item).toBe("e9");
    expect(of("item=e10").item).toBeNull();
  });
  it("means its words where a later reading has numbered the items anew", () => {
    const stands = (id: string, start: number, end: number): Row => ({ ...row(id), main: [{ start, end }] });
    const now = [stands("e1", 0, 4), stands("e2", 20, 26), stands("q2", 18, 40), stands("xe50-55", 50, 55)];
    const find = (search: string) => wanted(new URLSearchParams(search), now, Array.from("x".repeat(60)));
    expect(find("item=e2&at=20-26")).toEqual({ item: "e2", place: null });
    expect(find("item=e1&at=20-26")).toEqual({ item: "e2", place: null });
    expect(find("item=e7&at=50-55")).toEqual({ item: "xe50-55", place: null });
    expect(find("item=e7&at=30-35")).toEqual({ item: null, place: { start: 30, end: 35 } });
    expect(lasting(now[1])).toBe("item=e2&at=20-26");
  });
  it("names words by their characters", () => {
    expect(of("at=4-9").place).toEqual({ start: 4, end: 9 });
  });
  it("that gives only a beginning means the sentence", () => {
    expect(of("at=17").place).toEqual({ start: 17, end: 40 });
  });
  it("that gives words finds the first of them", () => {
    expect(of("find=hall+saw").place).toEqual({ start: 35, end: 39 });
    expect(of("find=balloon").place).toBeNull();
  });
});

describe("arriving", () => {
  const room = { top: 100, bottom: 500 };
  it("puts evidence in the middle of the room that is left", () => {
    expect(distance(900, 940, room)).toBe(900 - 280);
  });
  it("begins with the beginning where it does not fit", () => {
    expect(distance(900, 1900, room)).toBe(900 - 112);
  });
});

const claim: Claim = {
  article: {
    id: "ab12",
    text: "Harbour staff will strike on Friday, the union said.",
    title: "Strike_at the harbour",
    publisher: "Coast & Sea",
    author: null,
    url: null,
    published: "2031-04-02",
    language: "en",
  } as Claim["article"],
  item: "a1",
  spans: [{ start: 0, end: 35 }],
  words: "Harbour staff will strike on Friday",
  chain: ["the union", "Coast & Sea"],
  address: "http://127.0.0.1:1/reports/ab12?item=a1",
  read: "0.1.0",
};

describe("a claim is taken along", () => {
  it("as a footnote with its source, its report and its address", () => {
    expect(footnote(claim)).toBe(
      "“Harbour staff will strike on Friday”, according to the union. Coast & Sea, “Strike_at the harbour,” " +
        "2031-04-02, http://127.0.0.1:1/reports/ab12?item=a1.",
    );
  });
  it("as Markdown in which no word of the report is markup", () => {
    expect(markdown(claim)).toContain("[Strike\\_at the harbour](http://127.0.0.1:1/reports/ab12?item=a1)");
  });
  it("as BibTeX with its signs escaped", () => {
    expect(bibtex(claim)).toMatch(/^@online\{dragoman-ab12-a1,\n {2}title = \{Strike\\_at the harbour\},/);
    expect(bibtex(claim)).toContain("organization = {Coast \\& Sea}");
  });
  it("as an annotation whose quotation is found at its position", () => {
    const made = JSON.parse(annotation(claim)) as { target: { selector: { exact?: string; start?: number }[] } };
    const [quote, position] = made.target.selector;
    expect(claim.article.text.indexOf(quote.exact!)).toBe(position.start);
  });
});

describe("what is pasted", () => {
  it("may be an address", () => {
    expect(isAddress(" https://example.org/a ")).toBe(true);
    expect(isAddress("see https://example.org/a")).toBe(false);
  });
  it("is refused kindly where it is too little", () => {
    expect(tooLittle("hello")).toMatch(/too little/);
    expect(tooLittle("Harbour staff will strike on Friday, the union said.")).toBeNull();
  });
  it.each([
    ["PORTO, 3 March 2031 - The", "2031-03-03"],
    ["Posted on Sept. 14, 2030 by", "2030-09-14"],
    ["updated 2029-02-28 10:00", "2029-02-28"],
    ["on 31 February 2031 nothing", null],
    ["In March they met", null],
  ])("proposes the day that %j gives", (text, day) => {
    expect(proposedDay(text)).toBe(day);
  });
});
