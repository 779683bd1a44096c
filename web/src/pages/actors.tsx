import { useState } from "preact/hooks";
import { Link } from "wouter-preact";
import type { Cited, Entity, Entry, JoinedEvent, Network, Paged, Person, Position, Quoted, Support } from "../api";
import { Loaded, More, useLoad, usePages } from "../data";
import { Choice, each, Field, useFilters } from "../filters";
import { at, Export, Head, plural, relating, Tone } from "../parts";
import { Rename } from "../rename";
import { calm, useDecide, useName } from "../world";
import { EntryRows, EventRow, PositionRows } from "./rows";

const KINDS = [
  "", "state", "person", "ministry", "organisation", "news outlet", "armed group", "population", "unnamed source",
  "group", "document", "other",
]; // prettier-ignore

export function ActorsPage() {
  const [held, set] = useFilters();
  const country = useName();
  const params = { q: held.get("q"), kind: held.get("kind") };
  const found = usePages<Entity>("/actors", params);
  return (
    <>
      <Head title="Actors" lead="Who the actors of all reports are, most reported first.">
        <Export name="actors" what="actors" params={params} />
      </Head>
      <form class="filters" role="search" aria-label="Filters" onSubmit={(e) => e.preventDefault()}>
        <Field name="q" label="Name, role or country" value={params.q ?? ""} set={(v) => set({ q: v })} />
        <Choice
          name="kind"
          label="Kind"
          value={params.kind ?? ""}
          options={each(KINDS)}
          set={(v) => set({ kind: v })}
        />
      </form>
      <Loaded of={found}>
        <ul class="rows">
          {found.items.map((e) => (
            <li key={e.key}>
              <Link class="title" href={`/actors/${encodeURIComponent(e.key)}`}>
                <bdi>{calm(e.name)}</bdi>
              </Link>
              <span class="quiet">
                {e.kind}
                {e.country && e.kind !== "state" && ` · ${country(e.country)}`}
                {e.roles[0] && (
                  <>
                    {" "}
                    · <bdi>{calm(e.roles[0].value)}</bdi>
                  </>
                )}{" "}
                · {plural(e.reports, "report")}
              </span>
            </li>
          ))}
        </ul>
        <More load={found.load} shown={found.items.length} total={found.total} />
      </Loaded>
    </>
  );
}

export function ActorPage({ id }: { id: string }) {
  const loaded = useLoad<Person>(`/actors/${encodeURIComponent(id)}`);
  return <Loaded of={loaded}>{loaded.data && <One actor={loaded.data.actor} names={loaded.data.names} />}</Loaded>;
}

const FEW = 10;
const ASKED = 5; // names by which an actor is asked for

function One({ actor, names }: { actor: Entity; names: string[] }) {
  const country = useName();
  const called = names.slice(0, ASKED);
  const events = useLoad<Paged<JoinedEvent>>("/events", { actor: called.slice(0, 1), limit: FEW });
  const said = usePages<Quoted>("/citations", { actor: called, limit: FEW });
  const positions = useLoad<Paged<Position>>("/positions", { actor: called, limit: FEW });
  const ledger = useLoad<Paged<Entry>>("/commitments", { actor: called, limit: FEW });
  const citing = useLoad<Paged<Cited>>("/sources", { publisher: actor.name, limit: FEW });
  const lead = (
    <>
      {actor.kind}
      {actor.country && actor.kind !== "state" && ` · ${country(actor.country)}`} · {plural(actor.reports, "report")}
      {actor.first && (
        <>
          , <time>{actor.first}</time> to <time>{actor.last}</time>
        </>
      )}
    </>
  );
  return (
    <>
      <Head title={calm(actor.name)} lead={lead}>
        <Export name={`actor-${actor.key}`} what="citations" params={{ actor: called }} />
      </Head>
      <div class="columns">
        <section>
          <h2>Names</h2>
          <Supports rows={actor.names} />
        </section>
        {actor.roles.length > 0 && (
          <section>
            <h2>Roles</h2>
            <Supports rows={actor.roles} />
          </section>
        )}
        {actor.countries.length > 0 && (
          <section>
            <h2>Countries</h2>
            <Supports rows={actor.countries} say={country} />
          </section>
        )}
      </div>
      <Correct actor={actor} />
      <With actor={actor} name={called[0] ?? actor.name} />
      {said.items.length > 0 && (
        <section>
          <h2>
            Statements <span class="count">{said.total}</span>
          </h2>
          <ul class="rows">
            {said.items.map((q, i) => (
              <li key={i}>
                <Link href={at(q.article, q.attribution)} data-evidence-link>
                  <q>
                    <bdi>{calm(q.words)}</bdi>
                  </q>
                </Link>
                <span class="quiet">
                  {q.date} · <bdi>{calm(q.source)}</bdi>, cited by <bdi>{calm(q.publisher)}</bdi>
                </span>
              </li>
            ))}
          </ul>
          <More load={said.load} shown={said.items.length} total={said.total} />
        </section>
      )}
      {!!positions.data?.items.length && (
        <section>
          <h2>
            Positions <span class="count">{positions.data.total}</span>
          </h2>
          <PositionRows rows={positions.data.items} />
        </section>
      )}
      {!!ledger.data?.items.length && (
        <section>
          <h2>
            Commitments <span class="count">{ledger.data.total}</span>
          </h2>
          <EntryRows rows={ledger.data.items} />
        </section>
      )}
      {!!citing.data?.items.length && (
        <section>
          <h2>Whom it cites</h2>
          <ul class="rows">
            {citing.data.items.map((c) => (
              <li key={c.source}>
                <bdi>{calm(c.source)}</bdi> <span class="quiet">{plural(c.citations, "time")}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {!!events.data?.items.length && (
        <section>
          <h2>
            Events <span class="count">{events.data.total}</span>
          </h2>
          <ol class="events">
            {events.data.items.map((e) => (
              <EventRow key={e.id} event={e} />
            ))}
          </ol>
          <p>
            <Link href={`/timeline?actor=${encodeURIComponent(names[0])}`}>All events</Link>
          </p>
        </section>
      )}
    </>
  );
}

// With whom this actor deals: pages of their relations.
function With({ actor, name }: { actor: Entity; name: string }) {
  const label = useName();
  const found = useLoad<Network>("/network", { limit: 200 });
  const ties = (found.data?.ties ?? [])
    .filter((tie) => tie.one === name || tie.other === name)
    .sort((a, b) => b.events - a.events)
    .slice(0, FEW);
  if (!ties.length) return null;
  return (
    <section>
      <h2>Relations of {calm(actor.name)}</h2>
      <ul class="plain">
        {ties.map((tie) => {
          const other = tie.one === name ? tie.other : tie.one;
          return (
            <li key={other}>
              <Link href={relating(name, other)}>
                with <bdi>{label(other)}</bdi>
              </Link>{" "}
              <span class="quiet">{plural(tie.events, "event")}</span> <Tone value={tie.intensity} />
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Correct({ actor }: { actor: Entity }) {
  const decide = useDecide();
  const [other, setOther] = useState("");
  const wanted = other.length > 1;
  const same = useLoad<Paged<Entity>>(wanted ? "/actors" : null, { q: other, limit: 8 });
  return (
    <details class="tools">
      <summary>Correct this actor</summary>
      <Rename of={actor.key} name={actor.name} />
      <Field name="other" label="The same as" value={other} set={setOther} placeholder="part of the other's name" />
      <ul class="plain">
        {wanted &&
          same.data?.items
            .filter((e) => e.key !== actor.key)
            .map((e) => (
              <li key={e.key}>
                <button type="button" onClick={() => void decide({ kind: "merge", key: actor.key, other: e.key })}>
                  Merge
                </button>{" "}
                <bdi>{calm(e.name)}</bdi> <span class="quiet">{e.key}</span>
              </li>
            ))}
      </ul>
    </details>
  );
}

const SUPPORTS = 12;

function Supports({ rows, say = calm }: { rows: Support[]; say?: (value: string) => string }) {
  return (
    <ul class="plain">
      {rows.slice(0, SUPPORTS).map((s) => (
        <li key={s.value}>
          <bdi>{say(s.value)}</bdi>{" "}
          <span class="quiet">
            {plural(s.reports, "report")},{" "}
            <Link href={`${at(s.article)}?find=${encodeURIComponent(`"${s.words ?? s.value}"`)}`} data-evidence-link>
              first <time>{s.first ?? ""}</time>
            </Link>
          </span>
        </li>
      ))}
    </ul>
  );
}
