// One event with its accounts.
import { useEffect, useState } from "preact/hooks";
import { Link, useLocation } from "wouter-preact";
import type { Account, JoinedEvent, Paged } from "../api";
import { Loaded, useLoad } from "../data";
import { at, Chain, Export, Head, plural, relating, Tone, when } from "../parts";
import { calm, useDecide, useName } from "../world";
import { StoryOf } from "./stories";

export function EventPage({ id }: { id: string }) {
  const loaded = useLoad<JoinedEvent>(`/events/${encodeURIComponent(id)}`);
  const [, go] = useLocation();
  const event = loaded.data;
  // A join or a correction has ended this id: the address is that of what the event has come to.
  useEffect(() => {
    if (event && event.id !== id && !loaded.loading) go(`/events/${event.id}`, { replace: true });
  }, [event?.id]);
  return <Loaded of={loaded}>{event && <One event={event} />}</Loaded>;
}

function One({ event }: { event: JoinedEvent }) {
  const name = useName();
  const sides = (names: string[]) => names.map(name).join(", ") || "someone";
  const lead = (
    <>
      {when(event)}
      {event.place && (
        <>
          {" "}
          · <bdi>{event.place}</bdi>
        </>
      )}{" "}
      · CAMEO {event.cameo} · <Tone value={event.goldstein} /> · {plural(event.outlets, "outlet")},{" "}
      {plural(event.independent, "independent source")}, held by {event.asserting}
      {event.denying > 0 && (
        <>
          , <span class="tag bad">denied by {event.denying}</span>
        </>
      )}
    </>
  );
  return (
    <>
      <Head title={`${event.type}: ${sides(event.doers)} → ${sides(event.recipients)}`} lead={lead}>
        <Export name={`event-${event.id}`} what="events" params={{ event: event.id }} />
      </Head>
      <h2>Accounts</h2>
      <ul class="accounts">
        {event.accounts.map((a) => (
          <AccountRow key={a.id} account={a} event={event} />
        ))}
      </ul>
      {event.joins.length > 0 && (
        <>
          <h2>Why they were joined</h2>
          <ul class="plain">
            {event.joins.map((j, i) => (
              <li key={i}>
                <span class="tag">{j.score.toFixed(2)}</span> {j.because}
              </li>
            ))}
          </ul>
        </>
      )}
      <Same event={event} />
      {event.accounts[0] && <StoryOf report={event.accounts[0].article} />}
      {event.doers[0] && event.recipients[0] && (
        <p>
          <Link href={relating(event.doers[0], event.recipients[0])}>How the two stand</Link>
        </p>
      )}
    </>
  );
}

function AccountRow({ account: a, event }: { account: Account; event: JoinedEvent }) {
  const decide = useDecide();
  const [first] = event.accounts;
  const apart = () => {
    const [other, ...others] = event.accounts.filter((b) => b.id !== a.id).map((b) => b.id);
    void decide({ kind: "apart", account: a.id, other, others });
  };
  return (
    <li class={a.positive ? "account" : "account denied"}>
      <p>
        <Link href={at(a.article, a.event)} data-evidence-link>
          <bdi>{calm(a.sentence)}</bdi>
        </Link>
      </p>
      <p class="quiet">
        {a.published} · <Chain labels={a.chain} /> · <span class={a.positive ? "tag" : "tag bad"}>{a.modality}</span>
        {a.inferred.length > 0 && <span class="tag">inferred: {a.inferred.join(", ")}</span>}
        {first && first.article !== a.article && (
          <Link href={`/compare/${first.article}/${a.article}`}>beside the first</Link>
        )}{" "}
        {event.accounts.length > 1 && (
          <button type="button" onClick={apart}>
            Another event
          </button>
        )}
      </p>
    </li>
  );
}

const DAY = 86_400_000;
const AROUND = 10; // days before and after in which the same event may be told of
const shifted = (day: string, by: number) => new Date(Date.parse(day) + by * DAY).toISOString().slice(0, 10);

// Other events of the same actors in the days around, one of which may be this one.
function Same({ event }: { event: JoinedEvent }) {
  const [open, setOpen] = useState(false);
  const decide = useDecide();
  const day = event.first ?? event.last ?? event.reported;
  const near = useLoad<Paged<JoinedEvent>>(open && day ? "/events" : null, {
    actor: event.doers.slice(0, 1),
    since: day && shifted(day, -AROUND),
    until: day && shifted(day, AROUND),
    limit: 20,
  });
  const others = near.data?.items.filter((e) => e.id !== event.id && e.accounts[0]) ?? [];
  const same = (other: JoinedEvent) =>
    void decide({ kind: "same", account: event.accounts[0].id, other: other.accounts[0].id });
  return (
    <section>
      <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
        Join with another event
      </button>
      {open && near.data && (
        <ul class="plain">
          {others.map((e) => (
            <li key={e.id}>
              <button type="button" onClick={() => same(e)}>
                The same
              </button>{" "}
              <time>{when(e)}</time> <strong>{e.type}</strong> <bdi>{calm(e.accounts[0].sentence)}</bdi>
            </li>
          ))}
          {!others.length && <li class="quiet">No other event of these days.</li>}
        </ul>
      )}
    </section>
  );
}
