// Pages that are lists: ledger, conflicts, search, corrections.
import { useState } from "preact/hooks";
import { Link } from "wouter-preact";
import { remove, type Account, type Conflict, type Entry, type Made, type Position } from "../api";
import { Actors, Between, Chain, Choice, Export, Field, Head, Loaded, More, at, calm, useCode, useDecide, useFilters, useLoad, usePages, useWorld } from "../parts";
import { describe } from "./report";

export function PositionRows({ rows }: { rows: Position[] }) {
  return (
    <ul class="positions">
      {rows.map((p, i) => (
        <li key={i}>
          <p><Actors names={[p.actor]} /> on <bdi class="matter">{calm(p.matter) || p.towards.join(", ")}</bdi>{p.changes > 0 && <span class="tag">changed {p.changes}×</span>}{p.disputed && <span class="tag bad">disputed</span>}</p>
          <ol class="stands">{p.stands.map((s, j) => (
            <li key={j} class={s.position}><Link href={at(s.article, s.start)}><time>{s.date ?? "no date"}</time> <strong>{s.position}</strong></Link> <span class="quiet"><Chain labels={s.chain} /></span></li>
          ))}</ol>
        </li>
      ))}
    </ul>
  );
}

export function EntryRows({ rows }: { rows: Entry[] }) {
  const decide = useDecide();
  return (
    <ul class="entries">
      {rows.map((e) => (
        <li key={e.id} class={`entry ${e.state}`}>
          <div class="facts">
            <span class={`state ${e.state}`}>{e.state}{e.verdict && " (yours)"}</span>
            <span><Actors names={e.actors} />{e.recipients.length > 0 && <> to <Actors names={e.recipients} /></>}</span>
            <span class="tag">{e.kind}</span><span class="quiet">made {e.made ?? "?"}, by {e.deadline ?? "no day"} · {e.articles.length} {e.articles.length === 1 ? "report" : "reports"}</span>
          </div>
          <p class="sentence"><Link href={`${at(e.articles[0], 0)}&in=Commitments`}><bdi>{calm(e.action)}</bdi></Link>{e.condition && <span class="quiet"> if <bdi>{calm(e.condition)}</bdi></span>}</p>
          {e.candidates.map((c, i) => <p key={i} class="candidate"><span class={c.outcome === "broken" ? "tag bad" : "tag good"}>{c.outcome}?</span> {c.date} <Link href={at(c.article, c.start)}><bdi>{calm(c.sentence)}</bdi></Link></p>)}
          <div class="verdict" role="group" aria-label="Your verdict">{(["kept", "broken", "open"] as const).map((outcome) => (
            <button key={outcome} type="button" aria-pressed={e.verdict === outcome} onClick={() => decide({ kind: "verdict", commitment: e.id, outcome })}>{outcome}</button>
          ))}</div>
        </li>
      ))}
    </ul>
  );
}

export function Ledger() {
  const [held, set] = useFilters();
  const code = useCode();
  const found = usePages<Entry>("/commitments", { actor: [code(held.get("actor") ?? "")].filter(Boolean), other: code(held.get("with") ?? ""), kind: held.get("kind"), state: held.get("state"), on: held.get("on") });
  const rows = found.items.map((e) => ({ id: e.id, state: e.state, verdict: e.verdict, actors: e.actors.join(";"), recipients: e.recipients.join(";"), kind: e.kind, action: e.action, condition: e.condition, made: e.made, deadline: e.deadline, reports: e.articles.length, evidence: e.candidates[0]?.sentence }));
  return (
    <>
      <Head title="Ledger" lead="Promises and threats: by whom, by when, and what came of them."><Export name="ledger" rows={rows} /></Head>
      <form class="filters" role="search" onSubmit={(e) => e.preventDefault()}>
        <Field name="actor" label="By" list="countries" value={held.get("actor") ?? ""} set={(v) => set({ actor: v })} />
        <Field name="with" label="Involving" list="countries" value={held.get("with") ?? ""} set={(v) => set({ with: v })} />
        <Choice name="state" label="State" value={held.get("state") ?? ""} options={["", "open", "due", "overdue", "kept", "broken"].map((s): [string, string] => [s, s || "any"])} set={(v) => set({ state: v })} />
        <Choice name="kind" label="Kind" value={held.get("kind") ?? ""} options={[["", "any"], ["promise", "promise"], ["threat", "threat"]]} set={(v) => set({ kind: v })} />
        <Field name="on" label="As of" type="date" value={held.get("on") ?? ""} set={(v) => set({ on: v })} />
      </form>
      <Loaded of={found}>{found.items.length ? <EntryRows rows={found.items} /> : <p class="quiet">No commitment fits.</p>}<More load={found.load} shown={found.items.length} total={found.total} /></Loaded>
    </>
  );
}

function Side({ accounts }: { accounts: Account[] }) {
  return <ul class="side">{accounts.slice(0, 6).map((a) => <li key={a.id}><Link href={at(a.article, a.start)}><bdi>{calm(a.sentence)}</bdi></Link><span class="quiet">{a.published} · <Chain labels={a.chain} /></span></li>)}{accounts.length > 6 && <li class="quiet">and {accounts.length - 6} more</li>}</ul>;
}

export function ConflictRows({ rows }: { rows: Conflict[] }) {
  return (
    <ul class="conflicts">
      {rows.map((c) => (
        <li key={`${c.event}${c.kind}${c.about}`} class="conflict">
          <h3><span class="tag bad">{c.kind}</span> <bdi>{calm(c.about)}</bdi> <Link href={`/events/${c.event}`}>the event</Link></h3>
          <div class="sides"><Side accounts={c.one} /><Side accounts={c.other} /></div>
        </li>
      ))}
    </ul>
  );
}

export function Conflicts() {
  const [held, set] = useFilters();
  const code = useCode();
  const found = usePages<Conflict>("/conflicts", { actor: [held.get("actor") ?? "", held.get("with") ?? ""].map(code).filter(Boolean), kind: held.get("kind"), since: held.get("since"), until: held.get("until") });
  const rows = found.items.map((c) => ({ event: c.event, kind: c.kind, about: c.about, one: c.one.map((a) => a.sentence).join(" | "), one_sources: c.one.map((a) => a.root).join(";"), other: c.other.map((a) => a.sentence).join(" | "), other_sources: c.other.map((a) => a.root).join(";") }));
  return (
    <>
      <Head title="Conflicts" lead="Accounts of one event that cannot all be right, side by side."><Export name="conflicts" rows={rows} /></Head>
      <form class="filters" role="search" onSubmit={(e) => e.preventDefault()}>
        <Field name="actor" label="Actor" list="countries" value={held.get("actor") ?? ""} set={(v) => set({ actor: v })} />
        <Field name="with" label="and" list="countries" value={held.get("with") ?? ""} set={(v) => set({ with: v })} />
        <Choice name="kind" label="Kind" value={held.get("kind") ?? ""} options={[["", "any"], ["denial", "denial"], ["number", "number"], ["date", "date"]]} set={(v) => set({ kind: v })} />
        <Between held={held} set={set} />
      </form>
      <Loaded of={found}>{found.items.length ? <ConflictRows rows={found.items} /> : <p class="quiet">No conflict fits.</p>}<More load={found.load} shown={found.items.length} total={found.total} /></Loaded>
    </>
  );
}

interface Found { items: { article: string; title: string; publisher: string | null; published: string | null; snippet: string }[]; facets: { total: number; publishers: [string, number][]; months: [string, number][] }; next: string | null }

// The words that were looked for stand in [ ]; nothing of the snippet is read as HTML.
function Snippet({ text }: { text: string }) {
  return <>{calm(text).split(/(\[[^[\]]*\])/).map((part, i) => (part.startsWith("[") ? <mark key={i}>{part.slice(1, -1)}</mark> : part))}</>;
}

export function Search() {
  const [held, set] = useFilters();
  const q = held.get("q") ?? "";
  const [offset, setOffset] = useState(0);
  const found = useLoad<Found>(q.trim() ? "/search" : null, { q, publisher: held.get("publisher"), since: held.get("since"), until: held.get("until"), offset });
  const change = (changes: Record<string, string | null>) => { setOffset(0); set(changes); };
  const month = (value: string) => { const [y, m] = value.split("-").map(Number); return { since: `${value}-01`, until: new Date(Date.UTC(y, m, 0)).toISOString().slice(0, 10) }; };
  return (
    <>
      <Head title="Search"><Export name="search" rows={found.data?.items ?? []} /></Head>
      <form class="filters" role="search" onSubmit={(e) => e.preventDefault()}>
        <Field name="q" label={'Words ("…" for phrases, -word to leave out)'} width="wide" value={q} set={(v) => change({ q: v })} />
        <Field name="publisher" label="Publisher" value={held.get("publisher") ?? ""} set={(v) => change({ publisher: v })} />
        <Between held={held} set={change} />
      </form>
      {!q.trim() ? <p class="quiet">Type words that reports hold.</p> : (
        <Loaded of={found}>
          {found.data && (
            <div class="searching">
              <aside aria-label="Narrow down">
                <h2>Publishers</h2>
                <ul class="plain">{found.data.facets.publishers.map(([name, n]) => <li key={name}><button type="button" class="facet" aria-pressed={held.get("publisher") === name} onClick={() => change({ publisher: held.get("publisher") === name ? null : name })}><bdi>{calm(name)}</bdi> <span class="quiet">{n}</span></button></li>)}</ul>
                <h2>Months</h2>
                <ul class="plain">{found.data.facets.months.map(([name, n]) => <li key={name}><button type="button" class="facet" aria-pressed={held.get("since") === `${name}-01`} onClick={() => change(held.get("since") === `${name}-01` ? { since: null, until: null } : month(name))}>{name} <span class="quiet">{n}</span></button></li>)}</ul>
              </aside>
              <div>
                <p class="quiet">{found.data.facets.total.toLocaleString("en")} reports</p>
                <ul class="rows">{found.data.items.map((h) => <li key={h.article}><Link class="title" href={`/reports/${h.article}`}><bdi>{calm(h.title)}</bdi></Link><span class="quiet"><bdi>{calm(h.publisher ?? "")}</bdi> · {h.published}</span><p><Snippet text={h.snippet} /></p></li>)}</ul>
                <p class="more">{offset > 0 && <button type="button" onClick={() => setOffset(Math.max(0, offset - 20))}>Before</button>}{found.data.next && <button type="button" onClick={() => setOffset(Number(found.data!.next))}>Next</button>}</p>
              </div>
            </div>
          )}
        </Loaded>
      )}
    </>
  );
}

export function Corrections() {
  const { again, say } = useWorld();
  const found = useLoad<Made[]>("/decisions");
  const undo = async (number: number) => {
    try { await remove(`/decisions/${number}`); say(`Correction ${number} is taken back.`); again(); } catch (error) { say((error as Error).message); }
  };
  const what = (d: Record<string, unknown>) => (d.kind === "recode" ? `${d.account}: ${describe(d)}` : Object.entries(d).filter(([k]) => k !== "kind").map(([k, v]) => `${k} ${v}`).join(", "));
  return (
    <>
      <Head title="Corrections" lead="What you decided. Readings are never changed; corrections are applied on top of them, now and after every later reading."><Export name="corrections" rows={(found.data ?? []).map((m) => ({ number: m.number, made: m.made, reason: m.reason, ...m.decision }))} /></Head>
      <Loaded of={found}>
        {found.data?.length ? <ul class="rows">{found.data.map((m) => <li key={m.number}><span><strong>{m.decision.kind}</strong> <bdi>{calm(what(m.decision))}</bdi></span><span class="quiet">{m.number} · {m.made.slice(0, 10)}{m.reason && <> · <bdi>{calm(m.reason)}</bdi></>}</span><button type="button" onClick={() => undo(m.number)}>Take back</button></li>)}</ul> : <p class="quiet">Nothing has been corrected.</p>}
      </Loaded>
    </>
  );
}
