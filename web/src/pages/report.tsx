// A report: its text with the evidence marked in place, and beside it the record.
import type { RefObject } from "preact";
import { memo } from "preact/compat";
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { Link, useSearch } from "wouter-preact";
import type { Decision, Made, Opened, Paged, Span, Version } from "../api";
import { Loaded, useLoad } from "../data";
import { Chain, Export, Head } from "../parts";
import { Adding } from "../report/adding";
import { arrive, isNarrow, reveal } from "../report/arrive";
import type { Claim } from "../report/cite";
import {
  GROUPS, lasting, LAYERS, marksOf, meets, paragraphs, pieces, rowsOf, wanted,
  type Layer, type Mark, type Paragraph, type Piece, type Row, type Wanted,
} from "../report/items"; // prettier-ignore
import { Line } from "../report/lines";
import { ActorTools, Corrected, itemOf, ItemTools } from "../report/tools";
import { selected } from "../report/words";
import { calm, useName } from "../world";
import { ReportRows } from "./reports";
import { StoryOf } from "./stories";
import { VersionRows } from "./versions";

export function Report({ id }: { id: string }) {
  const loaded = useLoad<Opened>(`/reports/${encodeURIComponent(id)}`);
  return <Loaded of={loaded}>{loaded.data && <Body opened={loaded.data} />}</Loaded>;
}

const HIDDEN: Layer[] = ["time", "number", "stance", "group"];
const SETTLED = 300; // ms without another move after which the address names the item
const NONE: Span[] = [];

type From = "address" | "text" | "row" | "keys";

function Body({ opened }: { opened: Opened }) {
  const { report } = opened;
  const { article } = report;
  const characters = useMemo(() => Array.from(article.text), [article.text]);
  const rows = useMemo(() => rowsOf(report), [report]);
  const [off, setOff] = useState<Set<Layer>>(new Set(HIDDEN));
  const [hovered, hover] = useState<string | null>(null);
  const textBox = useRef<HTMLDivElement>(null);
  const rowBox = useRef<HTMLDivElement>(null);
  const sheet = useRef<HTMLDivElement>(null);
  const { chosen, place, pick } = useChosen(rows, characters, textBox, rowBox, sheet);
  const words = useCallback(
    (spans: Span[]) => spans.map((s) => calm(characters.slice(s.start, s.end).join(""))).join(" … "),
    [characters],
  );
  const take = useCallback(() => {
    const span = selected(textBox.current, characters);
    return span && characters.slice(span.start, span.end).join("");
  }, [characters]);
  const row = rows.find((r) => r.id === chosen);
  const claim = row && claimOf(opened, row, words);
  const pickRow = useCallback((item: string | null) => pick(item, "row"), [pick]);
  const turn = (layer: Layer) => {
    const next = new Set(off);
    if (!next.delete(layer)) next.add(layer);
    setOff(next);
  };
  const title = article.title ?? opened.headline;
  return (
    <>
      <Head title={title} lead={<Origin opened={opened} />}>
        {rows.length > 0 && <Export name={`report-${article.id}`} rows={() => table(opened, rows, words)} />}
      </Head>
      <div class="layers" role="group" aria-label="Layers">
        {LAYERS.map(([layer, label]) => (
          <label key={layer} class={`layer ${layer}`}>
            <input type="checkbox" checked={!off.has(layer)} onChange={() => turn(layer)} />
            {label}
          </label>
        ))}
        <span class="quiet hint">
          Click the text or a row; <kbd>j</kbd> <kbd>k</kbd> move, <kbd>Esc</kbd> ends. Select words to add what was
          missed.
        </span>
      </div>
      <div class="report">
        <Text
          box={textBox}
          {...{ report, characters, rows, off, chosen, place, hovered, hover }}
          pick={(item) => pick(item, "text")}
        />
        <div class="record" ref={rowBox} role="region" aria-label="The record">
          {GROUPS.map((group) => (
            <Rows
              key={group}
              group={group}
              {...{ opened, rows, words, hover, characters, take }}
              chosen={row?.group === group ? chosen : null}
              claim={row?.group === group ? claim : undefined}
              pick={pickRow}
            />
          ))}
          <ActorList opened={opened} />
          <StoryOf report={article.id} />
          <OfVersions article={article.id} />
          {opened.copies.length > 0 && (
            <section class="group">
              <h2>Copies</h2>
              <ReportRows rows={opened.copies} />
              <p>
                {opened.copies.map((copy, i) => (
                  <Link key={copy.article} class={i ? "next" : ""} href={`/compare/${article.id}/${copy.article}`}>
                    Beside {calm(copy.publisher ?? copy.title)}
                  </Link>
                ))}
              </p>
            </section>
          )}
          <p class="quiet small">
            Read by Dragoman {report.reader.version}, {report.reader.model}
          </p>
        </div>
      </div>
      {row && claim && (
        <div class="sheet" ref={sheet} role="region" aria-label="What is marked">
          <button type="button" class="close" onClick={() => pick(null, "keys")} aria-label="Close what is marked">
            ×
          </button>
          <div class="said-so">
            <Line report={report} row={row} words={words} />
          </div>
          <Under opened={opened} row={row} />
          <ItemTools {...{ opened, row, claim, characters, take }} />
        </div>
      )}
      <Adding {...{ opened, characters, take }} box={textBox} />
    </>
  );
}

// The versions that came out at this report's address, each beside the one before it.
function OfVersions({ article }: { article: string }) {
  const found = useLoad<Paged<Version>>("/versions", { report: article });
  if (!found.data?.items.length) return null;
  return (
    <section class="group">
      <h2>
        Versions <span class="count">{found.data.total}</span>
      </h2>
      <VersionRows rows={found.data.items} />
    </section>
  );
}

// Which item is chosen, by the address, a click or a key; brings its evidence into view.
function useChosen(
  rows: Row[],
  characters: string[],
  textBox: RefObject<HTMLDivElement>,
  rowBox: RefObject<HTMLDivElement>,
  sheet: RefObject<HTMLDivElement>,
) {
  const search = useSearch();
  const [held, hold] = useState<Wanted & { from: From }>({ item: null, place: null, from: "address" });
  const now = useRef<string | null>(null); // what is chosen before the page is drawn again: keys come faster
  const named = useRef<string | null>(null); // the address that this page itself has set
  const timer = useRef(0);
  const known = useRef(rows);
  known.current = rows;
  // An address names an item or words: those that another page spoke of, or that were gone back to.
  useLayoutEffect(() => {
    if (search === named.current) return;
    named.current = search;
    const found = wanted(new URLSearchParams(search), rows, characters);
    now.current = found.item;
    hold({ ...found, from: "address" });
  }, [search]);
  useLayoutEffect(() => {
    if (held.item === null && held.place === null) return;
    const evidence = textBox.current?.querySelector<HTMLElement>("[data-evidence]");
    const row = held.item && rowBox.current?.querySelector<HTMLElement>(`[data-row="${held.item}"]`);
    if (row && held.from !== "row" && !isNarrow()) reveal(rowBox.current!, row);
    if (!evidence || held.from === "text") return;
    arrive(evidence, isNarrow() ? sheet.current : null, held.from !== "address");
    if (held.from === "address") {
      evidence.tabIndex = -1;
      evidence.focus({ preventScroll: true });
    }
  }, [held]);
  const pick = useCallback((item: string | null, from: From) => {
    now.current = item;
    hold({ item, place: null, from });
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => {
      const row = known.current.find((r) => r.id === item);
      const address = row ? lasting(row) : "";
      named.current = address;
      history.replaceState(history.state, "", location.pathname + (address && `?${address}`));
    }, SETTLED);
  }, []);
  useEffect(() => () => window.clearTimeout(timer.current), []);
  useKeys(rows, now, pick);
  return { chosen: held.item, place: held.place, pick };
}

function useKeys(rows: Row[], now: RefObject<string | null>, pick: (item: string | null, from: From) => void) {
  // Before the rows are seen: a key that is pressed at once must not be lost.
  useLayoutEffect(() => {
    const key = (event: KeyboardEvent) => {
      const typing = /^(INPUT|SELECT|TEXTAREA)$/.test((event.target as HTMLElement).tagName);
      if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
      const here = rows.findIndex((r) => r.id === now.current);
      if (event.key === "j" || event.key === "k") {
        event.preventDefault();
        const next = event.key === "j" ? Math.min(rows.length - 1, here + 1) : Math.max(0, here - 1);
        pick(rows[next]?.id ?? null, "keys");
      } else if (event.key === "Escape") pick(null, "keys");
    };
    document.addEventListener("keydown", key);
    return () => document.removeEventListener("keydown", key);
  }, [rows]);
}

interface TextProps {
  box: RefObject<HTMLDivElement>;
  report: Opened["report"];
  characters: string[];
  rows: Row[];
  off: Set<Layer>;
  chosen: string | null;
  place: Span | null;
  hovered: string | null;
  hover: (item: string | null) => void;
  pick: (item: string | null) => void;
}

const itemsAt = (event: Event) =>
  (event.target as HTMLElement).closest<HTMLElement>("[data-items]")?.dataset.items?.split(" ").filter(Boolean) ?? [];

function Text({ box, report, characters, rows, off, chosen, place, hovered, hover, pick }: TextProps) {
  const marks = useMemo(() => marksOf(report), [report]);
  // Only paragraphs that a change touches are drawn again: a report may have tens of thousands of words.
  const stretches = useMemo(() => {
    const visible = marks.filter((m) => !off.has(m.layer));
    return inBlocks(paragraphs(characters), BLOCK).map((parts) => {
      const whole = { start: parts[0].start, end: parts.at(-1)!.end };
      const near = visible.filter((m) => meets(m.span, whole));
      return { whole, parts: parts.map((part) => ({ part, marks: near.filter((m) => meets(m.span, part)) })) };
    });
  }, [marks, characters, off]);
  const of = (item: string | null) => rows.find((r) => r.id === item);
  const lit = of(chosen)?.spans ?? (place ? [place] : NONE);
  const evidence = of(chosen)?.main ?? (place ? [place] : NONE);
  const near = hovered === chosen ? NONE : (of(hovered)?.spans ?? NONE);
  const extra = marks.filter((m) => off.has(m.layer) && (m.item === chosen || m.item === hovered));
  const click = (event: MouseEvent) => {
    if (!getSelection()?.isCollapsed) return;
    const held = itemsAt(event);
    pick(held.length ? held[(held.indexOf(chosen ?? "") + 1) % held.length] : null);
  };
  return (
    <div
      class="text"
      ref={box}
      dir="auto"
      lang={report.article.language}
      onClick={click}
      onMouseOver={(event) => hover(itemsAt(event)[0] ?? null)}
      onMouseLeave={() => hover(null)}
    >
      {stretches.map(({ whole, parts }) => (
        <Stretch
          key={whole.start}
          characters={characters}
          parts={parts}
          extra={extra.filter((m) => meets(m.span, whole))}
          lit={inside(lit, whole)}
          near={inside(near, whole)}
          first={evidence[0] && meets(evidence[0], whole) ? evidence[0] : null}
        />
      ))}
    </div>
  );
}

// What of the changing marks touches some of the text.
interface Touching {
  extra: Mark[];
  lit: Span[];
  near: Span[];
  first: Span | null;
}
interface StretchProps extends Touching {
  characters: string[];
  parts: { part: Paragraph; marks: Mark[] }[];
}
interface PartProps extends Touching {
  characters: string[];
  part: Paragraph;
  marks: Mark[];
}

const sameAs = <T,>(a: T[], b: T[]) => a.length === b.length && a.every((one, at) => one === b[at]);
const alike = (a: Touching, b: Touching) =>
  a.first === b.first && sameAs(a.extra, b.extra) && sameAs(a.lit, b.lit) && sameAs(a.near, b.near);
const inside = (spans: Span[], part: Paragraph) => spans.filter((span) => meets(span, part));

// Paragraphs that follow one another: most keys change none of them.
const Stretch = memo(
  function Stretch({ characters, parts, extra, lit, near, first }: StretchProps) {
    return (
      <>
        {parts.map(({ part, marks }) => (
          <Part
            key={part.start}
            characters={characters}
            part={part}
            marks={marks}
            extra={extra.filter((m) => meets(m.span, part))}
            lit={inside(lit, part)}
            near={inside(near, part)}
            first={first && meets(first, part) ? first : null}
          />
        ))}
      </>
    );
  },
  (a, b) => a.parts === b.parts && alike(a, b),
);

const unchanged = (a: PartProps, b: PartProps) => a.marks === b.marks && a.part === b.part && alike(a, b);

const Part = memo(function Part({ characters, part, marks, extra, lit, near, first }: PartProps) {
  const edges = [...lit, ...near].flatMap((span) => [span.start, span.end]);
  const cut = pieces(part.start, part.end, [...marks, ...extra], edges);
  const holds = (spans: Span[], piece: Piece) => spans.some((s) => s.start <= piece.start && piece.end <= s.end);
  const draw = (piece: Piece) => {
    const words = characters.slice(piece.start, piece.end).join("");
    const state = [holds(lit, piece) && "lit", holds(near, piece) && "near"].filter(Boolean);
    if (!piece.marks.length && !state.length) return <Words key={piece.start} text={words} />;
    const inner = [...piece.marks].sort((a, b) => length(a) - length(b));
    const items = [...new Set(inner.map((m) => m.item))];
    const depth = Math.max(0, ...piece.marks.filter((m) => m.layer === "content").map((m) => m.depth));
    const layers = [...new Set(piece.marks.map((m) => m.layer))];
    const nested = depth > 1 ? [`deep${Math.min(3, depth)}`] : [];
    return (
      <span key={piece.start} data-items={items.join(" ")} class={["mark", ...layers, ...nested, ...state].join(" ")}>
        <Words text={words} />
      </span>
    );
  };
  if (!first) return <span class="part">{cut.map(draw)}</span>;
  // The evidence is one element, so that it can be scrolled to and focused whole.
  const [from, to] = [Math.max(first.start, part.start), Math.min(first.end, part.end)];
  return (
    <span class="part">
      {cut.filter((piece) => piece.end <= from).map(draw)}
      <span data-evidence={from === first.start ? "" : undefined}>
        {cut.filter((piece) => from <= piece.start && piece.end <= to).map(draw)}
      </span>
      {cut.filter((piece) => to <= piece.start).map(draw)}
    </span>
  );
}, unchanged);

const length = (m: Mark) => m.span.end - m.span.start;

const NAMES: Record<string, string> = {
  "\u202a": "LRE", "\u202b": "RLE", "\u202c": "PDF", "\u202d": "LRO", "\u202e": "RLO", "\u2066": "LRI", "\u2067": "RLI",
  "\u2068": "FSI", "\u2069": "PDI",
}; // prettier-ignore

// Controls that turn the direction of text are shown, not obeyed.
function Words({ text }: { text: string }) {
  const parts = text.split(/([\u202A-\u202E\u2066-\u2069])/);
  if (parts.length === 1) return <>{text}</>;
  return (
    <>
      {parts.map((part, i) =>
        NAMES[part] ? (
          <span key={i} class="control" title="A hidden control for the direction of text">
            {NAMES[part]}
          </span>
        ) : (
          part
        ),
      )}
    </>
  );
}

interface RowsProps {
  group: Row["group"];
  opened: Opened;
  rows: Row[];
  words: (spans: Span[]) => string;
  chosen: string | null;
  hover: (item: string | null) => void;
  pick: (item: string | null) => void;
  claim: Claim | undefined;
  characters: string[];
  take: () => string | null;
}

const Rows = memo(function Rows({ group, opened, rows, chosen, claim, ...others }: RowsProps) {
  const held = useMemo(() => rows.filter((r) => r.group === group), [rows, group]);
  const blocks = useMemo(() => inBlocks(held, BLOCK), [held]);
  const decided = useMemo(() => decidedOn(opened.corrections, rows), [opened.corrections, rows]);
  if (!held.length) return null;
  return (
    <section class="group">
      <h2>
        {group} <span class="count">{held.length}</span>
      </h2>
      <ul>
        {blocks.map((block, at) => (
          <Block
            key={block[0].id}
            {...{ opened, decided, ...others }}
            rows={block}
            eager={at === 0 || rows.length <= MANY}
            claim={block.some((row) => row.id === chosen) ? claim : undefined}
          />
        ))}
      </ul>
    </section>
  );
});

const BLOCK = 40; // rows, or paragraphs, that are drawn together
const MANY = 300; // rows of a report from which on a block waits to be drawn until it comes near
const NEAR = "1200px";
const HIGH = 64; // px that a row takes, about

function inBlocks<T>(all: T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size));
}

type BlockProps = Omit<RowsProps, "group" | "chosen"> & { decided: Map<string, Made>; eager: boolean };

// Some rows of a list: one of thousands is drawn once it comes near, or holds what is chosen.
const Block = memo(function Block({ rows, decided, eager, claim, ...others }: BlockProps) {
  const [seen, see] = useState(eager);
  const place = useRef<HTMLLIElement>(null);
  const drawn = seen || claim !== undefined;
  useEffect(() => {
    if (seen) return;
    if (drawn) return see(true);
    const near = { rootMargin: NEAR, scrollMargin: NEAR };
    const watch = new IntersectionObserver((found) => found.some((one) => one.isIntersecting) && see(true), near);
    watch.observe(place.current!);
    return () => watch.disconnect();
  }, [seen, drawn]);
  if (!drawn) return <li ref={place} aria-hidden="true" style={{ height: rows.length * HIGH }} />;
  return (
    <>
      {rows.map((row) => (
        <RowItem
          key={row.id}
          {...others}
          row={row}
          made={decided.get(row.id)}
          claim={claim?.item === row.id ? claim : undefined}
        />
      ))}
    </>
  );
});

type RowItemProps = Omit<RowsProps, "group" | "rows" | "chosen"> & { row: Row; made: Made | undefined };

// A claim is given to the row that is chosen alone: only rows that a change touches are drawn again.
const RowItem = memo(function RowItem({
  opened,
  row,
  made,
  words,
  hover,
  pick,
  claim,
  characters,
  take,
}: RowItemProps) {
  const wrong = made?.decision.kind === "check" && !made.decision.right;
  const state = [claim && "chosen", wrong && "wrong"].filter(Boolean).join(" ");
  return (
    <li
      data-row={row.id}
      class={`row ${state}`.trim()}
      onMouseEnter={() => hover(row.id)}
      onMouseLeave={() => hover(null)}
    >
      <button type="button" class="pick" aria-pressed={!!claim} onClick={() => pick(claim ? null : row.id)}>
        <Line report={opened.report} row={row} words={words} />
      </button>
      {made && <Corrected made={made} />}
      {claim && (
        <div class="beside">
          <Under opened={opened} row={row} />
          <ItemTools {...{ opened, row, claim, characters, take }} />
        </div>
      )}
    </li>
  );
});

function Under({ opened, row }: { opened: Opened; row: Row }) {
  if (!row.related.length) return null;
  const chain = opened.report.attributions.find((a) => a.id === row.related[0])?.chain ?? [];
  return (
    <p class="quiet">
      According to <Chain labels={chain.map((l) => l.label)} />
    </p>
  );
}

// The last decision on each item of this report.
function decidedOn(corrections: Made[], rows: Row[]): Map<string, Made> {
  const found = new Map<string, Made>();
  for (const made of corrections) {
    const item = itemOf(made.decision)?.split(":")[1];
    if (!item || made.doubt) continue;
    const id = rows.some((row) => row.id === item) ? item : readAs(made.decision, rows);
    if (id) found.set(id, made);
  }
  return found;
}

// What was added may have been read as well by now: the item of the reading that stands on its words.
function readAs(decision: Decision, rows: Row[]): string | undefined {
  if (decision.kind !== "add_event" && decision.kind !== "add_attribution") return undefined;
  const group = decision.kind === "add_event" ? "Events" : "Attributions";
  return rows.find((row) => row.group === group && row.main.some((span) => meets(span, decision.words)))?.id;
}

function claimOf(opened: Opened, row: Row, words: (spans: Span[]) => string): Claim {
  const { report } = opened;
  const under = report.attributions.find((a) => a.id === (row.related[0] ?? row.id));
  const address = `${location.origin}/reports/${report.article.id}?${lasting(row)}`;
  return {
    article: report.article,
    item: row.id,
    spans: row.main,
    words: words(row.main),
    chain: under?.chain.map((l) => calm(l.label)) ?? [],
    address,
    read: report.reader.version,
  };
}

function Origin({ opened }: { opened: Opened }) {
  const { article } = opened.report;
  return (
    <>
      <bdi>{calm(article.publisher ?? "No publisher")}</bdi> · {article.published?.slice(0, 10) ?? "no date"}
      {article.author && (
        <>
          {" "}
          · <bdi>{calm(article.author)}</bdi>
        </>
      )}
      {/^https?:\/\//i.test(article.url ?? "") && (
        <>
          {" "}
          ·{" "}
          <a href={article.url!} rel="noreferrer noopener" target="_blank">
            original
          </a>
        </>
      )}
    </>
  );
}

// The items with their evidence, as a table.
const table = (opened: Opened, rows: Row[], words: (spans: Span[]) => string) =>
  rows.map((row) => {
    const claim = claimOf(opened, row, words);
    return {
      item: row.id,
      kind: row.group,
      evidence: claim.words,
      all_words: words(row.spans),
      chain: claim.chain.join(" < "),
      start: row.main[0]?.start ?? "",
      end: row.main.at(-1)?.end ?? "",
      address: claim.address,
    };
  });

const ActorList = memo(function ActorList({ opened }: { opened: Opened }) {
  const { report, actors } = opened;
  const country = useName();
  return (
    <section class="group">
      <h2>
        Actors <span class="count">{report.actors.length}</span>
      </h2>
      <ul class="actors">
        {report.actors.map((a) => (
          <li key={a.id}>
            {actors[a.id] ? (
              <Link href={`/actors/${encodeURIComponent(actors[a.id])}`}>
                <bdi>{calm(a.name)}</bdi>
              </Link>
            ) : (
              <bdi>{calm(a.name)}</bdi>
            )}
            <span class="quiet">
              {" "}
              {a.kind}
              {a.country && a.kind !== "state" && `, ${country(a.country)}`}
              {a.title && (
                <>
                  , <bdi>{calm(a.title)}</bdi>
                </>
              )}
            </span>
            {actors[a.id] && <ActorTools actor={actors[a.id]} name={a.name} article={report.article.id} />}
          </li>
        ))}
      </ul>
    </section>
  );
});
