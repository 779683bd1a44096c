// The items of a report: what each is, on which words it stands, and which of these are its evidence.
import type { Report, Span } from "../api";

export type Layer = "source" | "cue" | "content" | "event" | "time" | "number" | "commitment" | "stance" | "group";
export const LAYERS: [Layer, string][] = [
  ["source", "Sources"],
  ["cue", "Cues"],
  ["content", "Contents"],
  ["event", "Events"],
  ["time", "Times"],
  ["number", "Numbers"],
  ["commitment", "Commitments"],
  ["stance", "Positions"],
];
export const GROUPS = [
  "Attributions", "Events", "Commitments", "Positions", "Numbers", "Polls", "Groups", "Times",
] as const; // prettier-ignore
export type Group = (typeof GROUPS)[number];

export interface Row {
  id: string;
  group: Group;
  main: Span[]; // the evidence: where a click on the item has to arrive
  spans: Span[]; // all words of the item
  related: string[]; // the attributions under which it stands, innermost first
}

export function rowsOf(report: Report): Row[] {
  const row = (group: Group, id: string, main: Span[], others: Span[], related: string[] = []): Row => ({
    id, group, main: main.length ? main : others, spans: [...main, ...others], related,
  }); // prettier-ignore
  const of = (refs: { spans: Span[] }[]) => refs.flatMap((ref) => ref.spans);
  return [
    ...report.attributions.map((a) => row("Attributions", a.id, a.content, [...of(a.sources), ...a.cue])),
    ...report.events.map((e) => row("Events", e.id, e.trigger, [...of(e.actors), ...of(e.recipients)], e.attributions)),
    ...report.commitments.map((c) => row("Commitments", c.id, c.action, c.condition, c.attributions)),
    ...report.stances.map((s) => row("Positions", s.id, s.cue, [...s.proposal, ...s.condition], s.attributions)),
    ...report.quantities.map((q) => row("Numbers", q.id, q.spans, [], q.attributions)),
    ...report.polls.map((p) => row("Polls", p.id, p.share_spans, p.proposition, p.attributions)),
    ...report.memberships.map((m) => row("Groups", m.id, m.spans, [], m.attributions)),
    // A day that a user gave stands on no words.
    ...report.times.filter((w) => w.spans.length).map((w) => row("Times", w.id, w.spans, [])),
  ];
}

export interface Mark {
  item: string;
  layer: Layer;
  span: Span;
  depth: number;
}

export function marksOf(report: Report): Mark[] {
  const out: Mark[] = [];
  const add = (item: string, layer: Layer, spans: Span[], depth = 1) => {
    for (const span of spans) out.push({ item, layer, span, depth });
  };
  const parents = new Map(report.attributions.map((a) => [a.id, a.parent]));
  for (const a of report.attributions) {
    let depth = 1;
    for (let up = a.parent; up && depth < 4; up = parents.get(up)) depth++;
    add(a.id, "content", a.content, depth);
    add(a.id, "cue", a.cue);
    for (const source of a.sources) add(a.id, "source", source.spans);
  }
  for (const e of report.events) add(e.id, "event", e.trigger);
  for (const w of report.times) add(w.id, "time", w.spans);
  for (const q of report.quantities) add(q.id, "number", q.spans);
  for (const p of report.polls) add(p.id, "number", p.share_spans);
  for (const c of report.commitments) add(c.id, "commitment", c.action);
  for (const s of report.stances) add(s.id, "stance", s.cue);
  for (const m of report.memberships) add(m.id, "group", m.spans);
  return out;
}

export interface Piece {
  start: number;
  end: number;
  marks: Mark[];
}

// The text from one character to another, cut wherever a mark or one of ``edges`` begins or ends.
export function pieces(from: number, to: number, marks: Mark[], edges: number[]): Piece[] {
  const inside = (place: number) => Math.min(to, Math.max(from, place));
  const cuts = [from, to, ...edges.map(inside), ...marks.flatMap((m) => [inside(m.span.start), inside(m.span.end)])];
  const sorted = [...new Set(cuts)].sort((a, b) => a - b);
  const starts = [...marks].sort((a, b) => a.span.start - b.span.start);
  let live: Mark[] = [];
  let next = 0;
  const out: Piece[] = [];
  for (let i = 0; i + 1 < sorted.length; i++) {
    const [start, end] = [sorted[i], sorted[i + 1]];
    const begun = next;
    while (next < starts.length && starts[next].span.start <= start) next++;
    live = [...live, ...starts.slice(begun, next)].filter((m) => m.span.end > start);
    out.push({ start, end, marks: live });
  }
  return out;
}

export interface Paragraph {
  start: number;
  end: number;
}

// Where the paragraphs stand: each ends with its line break. Offsets count characters, not the halves of JavaScript.
export function paragraphs(characters: string[]): Paragraph[] {
  const out: Paragraph[] = [];
  let start = 0;
  characters.forEach((one, at) => {
    if (one !== "\n") return;
    out.push({ start, end: at + 1 });
    start = at + 1;
  });
  if (start < characters.length || !out.length) out.push({ start, end: characters.length });
  return out;
}

export const meets = (span: Span, part: { start: number; end: number }) =>
  span.start < part.end && part.start < span.end;

// The words of an address: ``?item=e9&at=120-180``, either of the two, the older ``?at=120``, or ``?find=words``. Items
// are numbered anew by every reading, words stay: where both are given, the words say which item is meant.
export interface Wanted {
  item: string | null;
  place: Span | null;
}

export function wanted(search: URLSearchParams, rows: Row[], text: string[]): Wanted {
  const item = search.get("item");
  const place = placeOf(search.get("at") ?? "", text);
  if (item !== null) {
    const found = rows.find((row) => row.id === item);
    if (!place) return { item: found?.id ?? null, place: null };
    const id = standingOn(place, item, found, rows)?.id ?? null;
    return { item: id, place: id === null ? place : null };
  }
  if (place) return { item: null, place };
  const found = search.get("find");
  return { item: null, place: found ? firstOf(text.join(""), found) : null };
}

function placeOf(at: string, text: string[]): Span | null {
  const [start, end] = at.split("-").map((part) => (part ? Number(part) : NaN));
  if (!Number.isInteger(start)) return null;
  return { start, end: Number.isInteger(end) && end > start ? end : sentenceEnd(text, start) };
}

// The item of a kind that stands on ``place``: the one that is named, if it does; else what shares most with it.
function standingOn(place: Span, item: string, found: Row | undefined, rows: Row[]): Row | undefined {
  if (found?.main.some((span) => meets(span, place))) return found;
  const kind = kindOf(item);
  const shared = (row: Row) =>
    row.main.reduce((n, s) => n + Math.max(0, Math.min(s.end, place.end) - Math.max(s.start, place.start)), 0);
  const there = rows.filter((row) => kindOf(row.id) === kind && shared(row) > 0);
  return there.sort((a, b) => shared(b) - shared(a))[0];
}

// What the letters of an id say; those of what users added begin with an x.
const KINDS: Record<string, string> = { xa: "q", xe: "e" };
const kindOf = (id: string) => {
  const letters = /^[a-z]*/.exec(id)![0];
  return KINDS[letters] ?? letters;
};

// The part of an address that names an item for good.
export function lasting(row: Row): string {
  const [first, last] = [row.main[0], row.main[row.main.length - 1]];
  const at = first && { at: `${first.start}-${last.end}` };
  return new URLSearchParams({ item: row.id, ...at }).toString();
}

function sentenceEnd(text: string[], start: number): number {
  const stop = text.findIndex((one, at) => at > start && (one === "\n" || (one === "." && text[at + 1] === " ")));
  if (stop < 0) return text.length;
  return text[stop] === "\n" ? stop : stop + 1;
}

// Where the first of the words that were searched for stands, as characters.
function firstOf(text: string, words: string): Span | null {
  const terms = words.match(/"[^"]+"|\S+/g) ?? [];
  const plain = terms.filter((term) => !term.startsWith("-")).map((term) => term.replace(/"/g, "").trim());
  const folded = text.toLowerCase();
  const hits = plain
    .map((term) => ({ term, at: folded.indexOf(term.toLowerCase().replace(/(es|s|ed|ing)$/, "")) }))
    .filter((hit) => hit.term && hit.at >= 0)
    .sort((a, b) => a.at - b.at);
  if (!hits.length) return null;
  const start = Array.from(text.slice(0, hits[0].at)).length;
  return { start, end: start + Array.from(hits[0].term).length };
}
