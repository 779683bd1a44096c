// The timeline, and one event with its accounts.
import { Link } from "wouter-preact";
import { useState } from "preact/hooks";
import type { JoinedEvent, Paged } from "../api";
import { Actors, Between, Chain, Choice, Export, Field, Head, Loaded, More, QUADS, Tone, at, calm, useCode, useDecide, useFilters, useLoad, useName, usePages, useWorld } from "../parts";

export const flat = (e: JoinedEvent) => ({
  id: e.id, first: e.first, last: e.last, type: e.type, cameo: e.cameo, goldstein: e.goldstein, quad: e.quad, doers: e.doers.join(";"),
  recipients: e.recipients.join(";"), country: e.country, place: e.place, outlets: e.outlets, independent: e.independent,
  asserting: e.asserting, denying: e.denying, sentence: e.accounts[0]?.sentence, article: e.accounts[0]?.article,
});

export function EventRow({ event }: { event: JoinedEvent }) {
  const first = event.accounts[0];
  return (
    <li class={`event quad${event.quad}`}>
      <div class="facts">
        <time>{event.first ?? "no date"}</time>
        <Link href={`/events/${event.id}`}><strong>{event.type}</strong></Link>
        <span><Actors names={event.doers} /> → <Actors names={event.recipients} /></span>
        <Tone value={event.goldstein} />
        <span class="quiet">{event.outlets} {event.outlets === 1 ? "outlet" : "outlets"}, {event.independent} independent</span>
        {event.denying > 0 && <Link href={`/events/${event.id}`} class="tag bad">denied by {event.denying}</Link>}
        {!event.asserting && !event.denying && first && <span class="tag">{first.modality}</span>}
      </div>
      {first && <p class="sentence"><Link href={at(first.article, first.start)}><bdi>{calm(first.sentence)}</bdi></Link></p>}
    </li>
  );
}

export function Timeline() {
  const [held, set] = useFilters();
  const { types } = useWorld();
  const code = useCode();
  const actors = [held.get("actor") ?? "", held.get("with") ?? ""].map(code).filter(Boolean);
  const found = usePages<JoinedEvent>("/events", {
    actor: actors, type: held.get("type"), quad: held.get("quad"), since: held.get("since"), until: held.get("until"), independent: held.get("independent"),
  });
  return (
    <>
      <Head title="Timeline" lead="Events over all reports: copies merged, accounts of one event joined."><Export name="timeline" rows={found.items.map(flat)} /></Head>
      <form class="filters" role="search" onSubmit={(e) => e.preventDefault()}>
        <Field name="actor" label="Actor" list="countries" value={held.get("actor") ?? ""} set={(v) => set({ actor: v })} />
        <Field name="with" label="and" list="countries" value={held.get("with") ?? ""} set={(v) => set({ with: v })} />
        <Choice name="type" label="Type" value={held.get("type") ?? ""} options={[["", "any"], ...types.map((t): [string, string] => [t.name, t.name])]} set={(v) => set({ type: v })} />
        <Choice name="quad" label="Class" value={held.get("quad") ?? ""} options={QUADS} set={(v) => set({ quad: v })} />
        <Field name="independent" label="Sources at least" type="number" width="narrow" value={held.get("independent") ?? ""} set={(v) => set({ independent: v })} />
        <Between held={held} set={set} />
      </form>
      <Loaded of={found}>
        {found.items.length ? <ol class="events">{found.items.map((e) => <EventRow key={e.id} event={e} />)}</ol> : <p class="quiet">No event fits.</p>}
        <More load={found.load} shown={found.items.length} total={found.total} />
      </Loaded>
    </>
  );
}

export function EventPage({ id }: { id: string }) {
  const loaded = useLoad<JoinedEvent>(`/events/${encodeURIComponent(id)}`);
  const name = useName();
  const event = loaded.data;
  const decide = useDecide();
  return (
    <Loaded of={loaded}>
      {event && (
        <>
          <Head title={`${event.type}: ${event.doers.map(name).join(", ") || "someone"} → ${event.recipients.map(name).join(", ") || "someone"}`}
            lead={<>{event.first ?? "no date"}{event.last && event.last !== event.first && ` to ${event.last}`}{event.place && <> · <bdi>{event.place}</bdi></>} · CAMEO {event.cameo} · <Tone value={event.goldstein} /> · {event.outlets} outlets, {event.independent} independent sources, held by {event.asserting}{event.denying > 0 && <>, <span class="tag bad">denied by {event.denying}</span></>}</>}>
            <Export name={`event-${event.id}`} rows={event.accounts} />
          </Head>
          <h2>Accounts</h2>
          <ul class="accounts">
            {event.accounts.map((a) => (
              <li key={a.id} class={a.positive ? "account" : "account denied"}>
                <p><Link href={at(a.article, a.start)}><bdi>{calm(a.sentence)}</bdi></Link></p>
                <p class="quiet">{a.published} · <Chain labels={a.chain} /> · <span class={a.positive ? "tag" : "tag bad"}>{a.modality}</span>
                  {event.accounts.length > 1 && <button type="button" onClick={() => { const [other, ...others] = event.accounts.filter((b) => b.id !== a.id).map((b) => b.id); decide({ kind: "apart", account: a.id, other, others }); }}>Another event</button>}</p>
              </li>
            ))}
          </ul>
          {event.joins.length > 0 && <><h2>Why they were joined</h2><ul class="plain">{event.joins.map((j, i) => <li key={i}><span class="tag">{j.score.toFixed(2)}</span> {j.because}</li>)}</ul></>}
          <Same event={event} />
          <p>
            {event.doers[0] && event.recipients[0] && <Link href={`/relations/${encodeURIComponent(event.doers[0])}/${encodeURIComponent(event.recipients[0])}`}>How the two stand</Link>}
          </p>
        </>
      )}
    </Loaded>
  );
}

const shifted = (day: string, by: number) => new Date(Date.parse(day) + by * 86_400_000).toISOString().slice(0, 10);

// Other events of the same actors in the days around, one of which may be this one.
function Same({ event }: { event: JoinedEvent }) {
  const [open, setOpen] = useState(false);
  const decide = useDecide();
  const near = useLoad<Paged<JoinedEvent>>(open && event.first ? "/events" : null, { actor: event.doers.slice(0, 1), since: event.first && shifted(event.first, -10), until: event.first && shifted(event.first, 10), limit: 20 });
  return (
    <section>
      <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>Join with another event</button>
      {open && near.data && (
        <ul class="plain">
          {near.data.items.filter((e) => e.id !== event.id && e.accounts[0]).map((e) => (
            <li key={e.id}><button type="button" onClick={() => decide({ kind: "same", account: event.accounts[0].id, other: e.accounts[0].id })}>The same</button> <time>{e.first}</time> <strong>{e.type}</strong> <bdi>{calm(e.accounts[0].sentence)}</bdi></li>
          ))}
        </ul>
      )}
    </section>
  );
}
