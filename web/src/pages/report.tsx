// A report: its text with the evidence marked in place, and beside it the record.
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { Link, useSearch } from "wouter-preact";
import type { Filed, Opened, Report as Read, Span } from "../api";
import { Between, Chain, Export, Field, Head, Loaded, More, Tone, calm, useCode, useDecide, useFilters, useLoad, usePages, useWorld } from "../parts";
import { ReportRows } from "./home";

export function Reports() {
  const [held, set] = useFilters();
  const found = usePages<Filed>("/reports", { publisher: held.get("publisher"), since: held.get("since"), until: held.get("until") });
  return (
    <>
      <Head title="Reports"><Export name="reports" rows={found.items} /></Head>
      <form class="filters" role="search" onSubmit={(e) => e.preventDefault()}>
        <Field name="publisher" label="Publisher" value={held.get("publisher") ?? ""} set={(v) => set({ publisher: v })} />
        <Between held={held} set={set} />
      </form>
      <Loaded of={found}><ReportRows rows={found.items} /><More load={found.load} shown={found.items.length} total={found.total} /></Loaded>
    </>
  );
}

type Layer = "source" | "cue" | "content" | "event" | "time" | "number" | "commitment" | "stance";
const LAYERS: [Layer, string][] = [
  ["source", "Sources"], ["cue", "Cues"], ["content", "Contents"], ["event", "Events"], ["time", "Times"], ["number", "Numbers"],
  ["commitment", "Commitments"], ["stance", "Positions"],
];
interface Mark { item: string; layer: Layer; span: Span; depth: number }
interface Piece { start: number; end: number; marks: Mark[] }

function marksOf(report: Read): Mark[] {
  const out: Mark[] = [];
  const add = (item: string, layer: Layer, spans: Span[], depth = 1) => spans.forEach((span) => out.push({ item, layer, span, depth }));
  const parents = new Map(report.attributions.map((a) => [a.id, a.parent]));
  for (const a of report.attributions) {
    let depth = 1;
    for (let up = a.parent; up && depth < 4; up = parents.get(up) ?? null) depth++;
    add(a.id, "content", a.content, depth);
    add(a.id, "cue", a.cue);
    a.sources.forEach((s) => add(a.id, "source", s.spans));
  }
  report.events.forEach((e) => add(e.id, "event", e.trigger));
  report.times.forEach((w) => add(w.id, "time", w.spans));
  report.quantities.forEach((q) => add(q.id, "number", q.spans));
  report.polls.forEach((p) => add(p.id, "number", p.share_spans));
  report.commitments.forEach((c) => add(c.id, "commitment", c.action));
  report.stances.forEach((s) => add(s.id, "stance", s.cue));
  return out;
}

// The text cut wherever a mark begins or ends. Offsets count characters, not the halves that JavaScript counts.
function pieces(length: number, marks: Mark[], breaks: number[]): Piece[] {
  const edges = [...new Set([0, length, ...breaks, ...marks.flatMap((m) => [m.span.start, m.span.end])])].sort((a, b) => a - b);
  const starts = [...marks].sort((a, b) => a.span.start - b.span.start);
  let live: Mark[] = [];
  let next = 0;
  const out: Piece[] = [];
  for (let i = 0; i + 1 < edges.length; i++) {
    const [start, end] = [edges[i], edges[i + 1]];
    while (next < starts.length && starts[next].span.start <= start) live.push(starts[next++]);
    live = live.filter((m) => m.span.end > start);
    out.push({ start, end, marks: [...live] });
  }
  return out;
}

const NAMES: Record<string, string> = { "\u202a": "LRE", "\u202b": "RLE", "\u202c": "PDF", "\u202d": "LRO", "\u202e": "RLO", "\u2066": "LRI", "\u2067": "RLI", "\u2068": "FSI", "\u2069": "PDI" };

// Controls that turn the direction of text are shown, not obeyed.
function Words({ text }: { text: string }) {
  const parts = text.split(/([\u202A-\u202E\u2066-\u2069])/);
  if (parts.length === 1) return <>{text}</>;
  return <>{parts.map((part, i) => (NAMES[part] ? <span key={i} class="control" title="A hidden control for the direction of text">{NAMES[part]}</span> : part))}</>;
}

interface Row { id: string; group: string; spans: Span[]; related: string[] }

function rowsOf(report: Read): Row[] {
  return [
    ...report.attributions.map((a) => ({ id: a.id, group: "Attributions", spans: [...a.sources.flatMap((s) => s.spans), ...a.cue, ...a.content], related: [] })),
    ...report.events.map((e) => ({ id: e.id, group: "Events", spans: [...e.trigger, ...e.actors.flatMap((r) => r.spans), ...e.recipients.flatMap((r) => r.spans)], related: e.attributions })),
    ...report.commitments.map((c) => ({ id: c.id, group: "Commitments", spans: [...c.action, ...c.condition], related: c.attributions })),
    ...report.stances.map((s) => ({ id: s.id, group: "Positions", spans: [...s.cue, ...s.proposal], related: s.attributions })),
    ...report.quantities.map((q) => ({ id: q.id, group: "Numbers", spans: q.spans, related: q.attributions })),
    ...report.polls.map((p) => ({ id: p.id, group: "Polls", spans: [...p.share_spans, ...p.proposition], related: p.attributions })),
    ...report.times.map((w) => ({ id: w.id, group: "Times", spans: w.spans, related: [] })),
  ].map((row) => ({ ...row, spans: row.spans.filter(Boolean) }));
}

export function Report({ id }: { id: string }) {
  const loaded = useLoad<Opened>(`/reports/${encodeURIComponent(id)}`);
  return <Loaded of={loaded}>{loaded.data && <Body opened={loaded.data} />}</Loaded>;
}

function Body({ opened }: { opened: Opened }) {
  const { report } = opened;
  const { article } = report;
  const search = new URLSearchParams(useSearch());
  const [off, setOff] = useState<Set<Layer>>(new Set(["time", "number", "stance"] as Layer[]));
  const [chosen, choose] = useState<string | null>(null);
  const [hovered, hover] = useState<string | null>(null);
  const characters = useMemo(() => Array.from(article.text), [article.text]);
  const marks = useMemo(() => marksOf(report), [report]);
  const rows = useMemo(() => rowsOf(report), [report]);
  const cut = useMemo(() => pieces(characters.length, marks.filter((m) => !off.has(m.layer)).concat(marks.filter((m) => off.has(m.layer) && (m.item === chosen || m.item === hovered))), [...characters.keys()].filter((i) => characters[i] === "\n")), [characters, marks, off, chosen, hovered]);
  const words = (spans: Span[]) => spans.map((s) => calm(characters.slice(s.start, s.end).join(""))).join(" … ");
  const byId = new Map(report.actors.map((a) => [a.id, a]));
  const textBox = useRef<HTMLDivElement>(null);
  const rowBox = useRef<HTMLDivElement>(null);
  const now = useRef(chosen); // what is chosen before the page is drawn again: keys come faster
  now.current = chosen;
  const spansOf = (id: string | null) => rows.find((r) => r.id === id)?.spans ?? [];
  const [lit, near] = useMemo(() => [spansOf(chosen), hovered === chosen ? [] : spansOf(hovered)], [rows, hovered, chosen]);
  const holds = (spans: Span[], piece: Piece) => spans.some((s) => s.start <= piece.start && piece.end <= s.end);

  const pick = (item: string | null, from: "text" | "row" | "keys") => {
    now.current = item;
    choose(item);
    if (!item) return;
    requestAnimationFrame(() => {
      const still = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
      if (from !== "text") textBox.current?.querySelector(`[data-items~="${item}"]`)?.scrollIntoView({ block: "center", behavior: still });
      if (from !== "row") rowBox.current?.querySelector(`[data-row="${item}"]`)?.scrollIntoView({ block: "nearest", behavior: still });
    });
  };
  // An address with ?at= opens at the sentence that another page spoke of.
  useEffect(() => {
    const wanted = search.get("at");
    if (wanted === null) return;
    const place = Number(wanted);
    const near = rows.filter((r) => r.group === (search.get("in") ?? r.group)).map((r) => ({ id: r.id, distance: Math.min(...r.spans.map((s) => (s.start >= place ? s.start - place : s.end > place ? 0 : 1e9))) })).sort((a, b) => a.distance - b.distance)[0];
    if (near) pick(near.id, "keys");
  }, [report]);
  // Before the rows are seen: a key that is pressed at once must not be lost.
  useLayoutEffect(() => {
    const key = (event: KeyboardEvent) => {
      if (/^(INPUT|SELECT|TEXTAREA)$/.test((event.target as HTMLElement).tagName) || event.ctrlKey || event.metaKey || event.altKey) return;
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

  const onText = (event: MouseEvent) => {
    const held = ((event.target as HTMLElement).closest("[data-items]") as HTMLElement | null)?.dataset.items?.split(" ").filter(Boolean) ?? [];
    if (!held.length) return choose(null);
    pick(held[(held.indexOf(chosen ?? "") + 1) % held.length], "text");
  };
  const length = (m: Mark) => m.span.end - m.span.start;
  const corrected = new Map(opened.corrections.filter((m) => m.decision.kind === "recode").map((m) => [String(m.decision.account).split(":")[1], m]));

  return (
    <>
      <Head title={article.title ?? `${characters.slice(0, 70).join("")} …`} lead={<><bdi>{calm(article.publisher ?? "No publisher")}</bdi> · {article.published?.slice(0, 10) ?? "no date"}{article.author && <> · <bdi>{calm(article.author)}</bdi></>}{/^https?:\/\//i.test(article.url ?? "") && <> · <a href={article.url!} rel="noreferrer noopener" target="_blank">original</a></>}</>}>
        <Export name={`report-${article.id}`} rows={rows.map((r) => ({ item: r.id, kind: r.group, evidence: words(r.spans), start: r.spans[0]?.start, end: r.spans.at(-1)?.end }))} />
      </Head>
      <div class="layers" role="group" aria-label="Layers">
        {LAYERS.map(([layer, label]) => (
          <label key={layer} class={`layer ${layer}`}>
            <input type="checkbox" checked={!off.has(layer)} onChange={() => setOff((old) => { const next = new Set(old); next.has(layer) ? next.delete(layer) : next.add(layer); return next; })} />{label}
          </label>
        ))}
        <span class="quiet hint">Click the text or a row; <kbd>j</kbd> <kbd>k</kbd> move, <kbd>Esc</kbd> ends.</span>
      </div>
      <div class="report">
        <div class="text" ref={textBox} dir="auto" lang={article.language} onClick={onText} onMouseOver={(e) => hover(((e.target as HTMLElement).closest("[data-items]") as HTMLElement | null)?.dataset.items?.split(" ")[0] || null)} onMouseLeave={() => hover(null)}>
          {cut.map((piece) => {
            const words = characters.slice(piece.start, piece.end).join("");
            const classes = [holds(lit, piece) ? "lit" : "", holds(near, piece) ? "near" : ""];
            if (!piece.marks.length && !classes.some(Boolean)) return <Words key={piece.start} text={words} />;
            const inner = [...piece.marks].sort((a, b) => length(a) - length(b));
            const items = [...new Set(inner.map((m) => m.item))];
            const depth = Math.max(0, ...piece.marks.filter((m) => m.layer === "content").map((m) => m.depth));
            const shown = new Set(piece.marks.map((m) => m.layer));
            return <span key={piece.start} data-items={items.join(" ")} class={["mark", ...shown, depth > 1 ? `deep${Math.min(3, depth)}` : "", ...classes].join(" ")}><Words text={words} /></span>;
          })}
        </div>
        <div class="record" ref={rowBox} aria-label="The record">
          {["Attributions", "Events", "Commitments", "Positions", "Numbers", "Polls", "Times"].map((group) => {
            const held = rows.filter((r) => r.group === group);
            if (!held.length) return null;
            return (
              <section key={group} class="group">
                <h2>{group} <span class="count">{held.length}</span></h2>
                <ul>
                  {held.map((row) => (
                    <li key={row.id} data-row={row.id} class={chosen === row.id ? "row chosen" : "row"} onMouseEnter={() => hover(row.id)} onMouseLeave={() => hover(null)}>
                      <button type="button" class="pick" aria-pressed={chosen === row.id} onClick={() => pick(chosen === row.id ? null : row.id, "row")}>
                        <Line report={report} id={row.id} group={group} words={words} />
                      </button>
                      {group === "Events" && chosen === row.id && <EventTools opened={opened} id={row.id} />}
                      {corrected.has(row.id) && <p class="corrected">Corrected by you: {describe(corrected.get(row.id)!.decision)}. <Link href="/corrections">Undo</Link></p>}
                      {row.related.length > 0 && chosen === row.id && (
                        <p class="quiet">According to <Chain labels={report.attributions.find((a) => a.id === row.related[0])?.chain.map((l) => l.label) ?? []} /></p>
                      )}
                    </li>
                  ))}
                </ul>
              </section>
            );
          })}
          <section class="group">
            <h2>Actors <span class="count">{report.actors.length}</span></h2>
            <ul class="actors">
              {report.actors.map((a) => (
                <li key={a.id}>
                  {opened.actors[a.id] ? <Link href={`/actors/${encodeURIComponent(opened.actors[a.id])}`}><bdi>{calm(a.name)}</bdi></Link> : <bdi>{calm(a.name)}</bdi>}
                  <span class="quiet"> {a.kind}{a.country && `, ${a.country}`}{a.title && <>, <bdi>{calm(a.title)}</bdi></>}</span>
                  {opened.actors[a.id] && <ActorTools actor={opened.actors[a.id]} name={byId.get(a.id)!.name} article={article.id} />}
                </li>
              ))}
            </ul>
          </section>
          {opened.copies.length > 0 && <section class="group"><h2>Copies</h2><ReportRows rows={opened.copies} /></section>}
          <p class="quiet small">Read by Dragoman {report.reader.version}, {report.reader.model}</p>
        </div>
      </div>
    </>
  );
}

export function describe(d: Record<string, unknown>): string {
  if (d.drop) return "no event";
  const list = (value: unknown) => (value as string[]).join(", ");
  return [d.type && `type ${d.type}`, d.doers && `by ${list(d.doers)}`, d.recipients && `to ${list(d.recipients)}`].filter(Boolean).join(", ");
}

function Line({ report, id, group, words }: { report: Read; id: string; group: string; words: (spans: Span[]) => string }) {
  const names = (refs: { actor: string }[]) => refs.map((r) => calm(report.actors.find((a) => a.id === r.actor)?.name ?? "?")).join(", ");
  if (group === "Attributions") {
    const a = report.attributions.find((x) => x.id === id)!;
    return <><Chain labels={a.chain.map((l) => l.label)} /> <em>{words(a.cue)}</em> <q><bdi>{words(a.content)}</bdi></q> <span class="tag">{a.kind}</span>{a.denies && <span class="tag bad">denies</span>}{a.parent && <span class="tag">inside another</span>}</>;
  }
  if (group === "Events") {
    const e = report.events.find((x) => x.id === id)!;
    const sides = (refs: { actor: string }[], codes: string[]) => names(refs) || codes.join(", ") || "?";
    return <><strong>{e.type}</strong>{e.mode && <> {e.mode}</>} <bdi>{sides(e.actors, e.actor_countries)}</bdi> → <bdi>{sides(e.recipients, e.recipient_countries)}</bdi> <Tone value={e.goldstein} /> <span class={e.positive ? "tag" : "tag bad"}>{e.modality}</span>{e.place && <span class="tag"><bdi>{e.place}</bdi></span>}{e.inferred.length > 0 && <span class="tag" title="Supplied by rule, not by a word">inferred: {e.inferred.join(", ")}</span>} <bdi class="quiet">{words(e.trigger)}</bdi></>;
  }
  if (group === "Commitments") {
    const c = report.commitments.find((x) => x.id === id)!;
    const by = report.times.find((w) => w.id === c.deadline);
    return <><span class="tag">{c.kind}</span> <bdi>{names(c.actors)}</bdi>: <bdi>{words(c.action)}</bdi>{c.condition.length > 0 && <span class="quiet"> if <bdi>{words(c.condition)}</bdi></span>}{by && <span class="tag">by {by.end}</span>}</>;
  }
  if (group === "Positions") {
    const s = report.stances.find((x) => x.id === id)!;
    return <><bdi>{names([s.actor])}</bdi> <span class={s.position === "against" ? "tag bad" : "tag"}>{s.position}</span> <bdi>{words(s.proposal) || names(s.towards)}</bdi></>;
  }
  if (group === "Numbers") {
    const q = report.quantities.find((x) => x.id === id)!;
    return <><strong>{q.bound === "exact" ? "" : `${q.bound} `}{q.value.toLocaleString("en")}</strong> <bdi>{calm(q.unit)}</bdi>{q.of && <span class="quiet"> <bdi>{names([q.of])}</bdi></span>}</>;
  }
  if (group === "Polls") {
    const p = report.polls.find((x) => x.id === id)!;
    return <><strong>{Math.round(p.share * 100)} %</strong> <bdi>{words(p.proposition)}</bdi></>;
  }
  const w = report.times.find((x) => x.id === id)!;
  return <><bdi>{words(w.spans)}</bdi> = <strong>{w.value}</strong> <span class="quiet">{w.start ?? "…"} to {w.end ?? "…"}</span></>;
}

function EventTools({ opened, id }: { opened: Opened; id: string }) {
  const { types } = useWorld();
  const code = useCode();
  const decide = useDecide();
  const event = opened.report.events.find((e) => e.id === id)!;
  const [open, setOpen] = useState(false);
  const [type, setType] = useState(event.type);
  const [doers, setDoers] = useState(event.actor_countries.join(", "));
  const [recipients, setRecipients] = useState(event.recipient_countries.join(", "));
  const [reason, setReason] = useState("");
  const account = `${opened.report.article.id}:${id}`;
  const list = (text: string) => text.split(",").map((t) => code(t)).filter(Boolean);
  const changed = (text: string, codes: string[]) => (text === codes.join(", ") ? null : list(text));
  const save = (e: Event) => {
    e.preventDefault();
    decide({ kind: "recode", account, type: type === event.type ? null : type, doers: changed(doers, event.actor_countries), recipients: changed(recipients, event.recipient_countries) }, reason);
  };
  return (
    <div class="tools">
      {opened.events[id] && <Link href={`/events/${opened.events[id]}`}>All accounts of this event</Link>}
      <button type="button" onClick={() => setOpen(!open)} aria-expanded={open}>Correct</button>
      {open && (
        <form onSubmit={save}>
          <label class="field"><span>Type</span><select name="type" value={type} onChange={(e) => setType((e.target as HTMLSelectElement).value)}>{types.map((t) => <option key={t.name}>{t.name}</option>)}</select></label>
          <label class="field"><span>By (codes or names)</span><input name="doers" value={doers} onInput={(e) => setDoers((e.target as HTMLInputElement).value)} /></label>
          <label class="field"><span>To or with</span><input name="recipients" value={recipients} onInput={(e) => setRecipients((e.target as HTMLInputElement).value)} /></label>
          <label class="field"><span>Why</span><input name="reason" value={reason} onInput={(e) => setReason((e.target as HTMLInputElement).value)} /></label>
          <button type="submit" class="main">Keep correction</button>
          <button type="button" onClick={() => decide({ kind: "recode", account, drop: true }, reason)}>It is no event</button>
        </form>
      )}
    </div>
  );
}

function ActorTools({ actor, name, article }: { actor: string; name: string; article: string }) {
  const decide = useDecide();
  const [open, setOpen] = useState(false);
  const [called, setCalled] = useState(name);
  return (
    <span class="tools inline">
      <button type="button" aria-expanded={open} onClick={() => setOpen(!open)} aria-label={`Correct ${calm(name)}`}>Correct</button>
      {open && (
        <form onSubmit={(e) => { e.preventDefault(); decide({ kind: "rename", key: actor, name: called }); }}>
          <label class="field"><span>Name</span><input name="name" value={called} onInput={(e) => setCalled((e.target as HTMLInputElement).value)} /></label>
          <button type="submit" class="main">Rename</button>
          <button type="button" onClick={() => decide({ kind: "split", key: actor, article })}>Somebody else in this report</button>
        </form>
      )}
    </span>
  );
}
