import { useState } from "preact/hooks";
import { Link } from "wouter-preact";
import type { Cited, Entity, JoinedEvent, Paged, Position, Quoted, Support } from "../api";
import { Choice, Export, Field, Head, Loaded, More, at, calm, useDecide, useFilters, useLoad, usePages } from "../parts";
import { EventRow, flat } from "./events";
import { PositionRows, EntryRows } from "./lists";
import type { Entry } from "../api";

const KINDS = ["state", "person", "ministry", "organisation", "news outlet", "armed group", "population", "unnamed source", "group", "document", "other"];

export function ActorsPage() {
  const [held, set] = useFilters();
  const found = usePages<Entity>("/actors", { q: held.get("q"), kind: held.get("kind") });
  return (
    <>
      <Head title="Actors" lead="Who the actors of all reports are, most reported first."><Export name="actors" rows={found.items.map((e) => ({ key: e.key, name: e.name, kind: e.kind, country: e.country, reports: e.reports, first: e.first, last: e.last }))} /></Head>
      <form class="filters" role="search" onSubmit={(e) => e.preventDefault()}>
        <Field name="q" label="Name, role or country" value={held.get("q") ?? ""} set={(v) => set({ q: v })} />
        <Choice name="kind" label="Kind" value={held.get("kind") ?? ""} options={[["", "any"], ...KINDS.map((k): [string, string] => [k, k])]} set={(v) => set({ kind: v })} />
      </form>
      <Loaded of={found}>
        <ul class="rows">
          {found.items.map((e) => (
            <li key={e.key}>
              <Link class="title" href={`/actors/${encodeURIComponent(e.key)}`}><bdi>{calm(e.name)}</bdi></Link>
              <span class="quiet">{e.kind}{e.country && ` · ${e.country}`}{e.roles[0] && <> · <bdi>{calm(e.roles[0].value)}</bdi></>} · {e.reports} reports</span>
            </li>
          ))}
        </ul>
        <More load={found.load} shown={found.items.length} total={found.total} />
      </Loaded>
    </>
  );
}

export function ActorPage({ id }: { id: string }) {
  const loaded = useLoad<{ actor: Entity; names: string[] }>(`/actors/${encodeURIComponent(id)}`);
  return <Loaded of={loaded}>{loaded.data && <One actor={loaded.data.actor} names={loaded.data.names} />}</Loaded>;
}

function One({ actor, names }: { actor: Entity; names: string[] }) {
  const events = useLoad<Paged<JoinedEvent>>("/events", { actor: names.slice(0, 1), limit: 10 });
  const said = useLoad<Paged<Quoted>>("/citations", { actor: names.slice(0, 5), limit: 10 });
  const positions = useLoad<Paged<Position>>("/positions", { actor: names.slice(0, 5), limit: 10 });
  const ledger = useLoad<Paged<Entry>>("/commitments", { actor: names.slice(0, 5), limit: 10 });
  const citing = useLoad<Paged<Cited>>("/sources", { publisher: actor.name, limit: 10 });
  const decide = useDecide();
  const [called, setCalled] = useState(actor.name);
  const [other, setOther] = useState("");
  const same = useLoad<Paged<Entity>>(other.length > 1 ? "/actors" : null, { q: other, limit: 8 });
  return (
    <>
      <Head title={calm(actor.name)} lead={<>{actor.kind}{actor.country && ` · ${actor.country}`} · {actor.reports} reports{actor.first && `, ${actor.first} to ${actor.last}`}</>}>
        <Export name={`actor-${actor.key}`} rows={[...(events.data?.items.map(flat) ?? []), ...(said.data?.items ?? [])]} />
      </Head>
      <div class="columns">
        <section><h2>Names</h2><Supports rows={actor.names} /></section>
        {actor.roles.length > 0 && <section><h2>Roles</h2><Supports rows={actor.roles} /></section>}
        {actor.countries.length > 0 && <section><h2>Countries</h2><Supports rows={actor.countries} /></section>}
      </div>
      <details class="tools">
        <summary>Correct this actor</summary>
        <form onSubmit={(e) => { e.preventDefault(); decide({ kind: "rename", key: actor.key, name: called }); }}>
          <label class="field"><span>Name</span><input name="name" value={called} onInput={(e) => setCalled((e.target as HTMLInputElement).value)} /></label>
          <button type="submit" class="main">Rename</button>
        </form>
        <label class="field"><span>The same as</span><input name="other" value={other} onInput={(e) => setOther((e.target as HTMLInputElement).value)} placeholder="part of the other's name" /></label>
        <ul class="plain">{same.data?.items.filter((e) => e.key !== actor.key).map((e) => <li key={e.key}><button type="button" onClick={() => decide({ kind: "merge", key: actor.key, other: e.key })}>Merge</button> <bdi>{calm(e.name)}</bdi> <span class="quiet">{e.key}</span></li>)}</ul>
      </details>
      {!!said.data?.items.length && (
        <section><h2>Statements <span class="count">{said.data.total}</span></h2>
          <ul class="rows">{said.data.items.map((q, i) => <li key={i}><Link href={at(q.article, q.start)}><q><bdi>{calm(q.words)}</bdi></q></Link><span class="quiet">{q.date} · <bdi>{calm(q.source)}</bdi>, cited by <bdi>{calm(q.publisher)}</bdi></span></li>)}</ul>
        </section>
      )}
      {!!positions.data?.items.length && <section><h2>Positions <span class="count">{positions.data.total}</span></h2><PositionRows rows={positions.data.items} /></section>}
      {!!ledger.data?.items.length && <section><h2>Commitments <span class="count">{ledger.data.total}</span></h2><EntryRows rows={ledger.data.items} /></section>}
      {!!citing.data?.items.length && <section><h2>Whom it cites</h2><ul class="rows">{citing.data.items.map((c) => <li key={c.source}><bdi>{calm(c.source)}</bdi> <span class="quiet">{c.citations} times</span></li>)}</ul></section>}
      {!!events.data?.items.length && (
        <section><h2>Events <span class="count">{events.data.total}</span></h2><ol class="events">{events.data.items.map((e) => <EventRow key={e.id} event={e} />)}</ol>
          <p><Link href={`/timeline?actor=${encodeURIComponent(names[0])}`}>All events</Link></p></section>
      )}
    </>
  );
}

function Supports({ rows }: { rows: Support[] }) {
  return <ul class="plain">{rows.slice(0, 12).map((s) => <li key={s.value}><bdi>{calm(s.value)}</bdi> <span class="quiet">{s.reports} reports, <Link href={`/reports/${s.article}`}>first {s.first ?? ""}</Link></span></li>)}</ul>;
}
