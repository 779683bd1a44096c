// The timeline: how events are spread over time, and the events themselves by day or by story.
import { lazy, Suspense } from "preact/compat";
import { useState } from "preact/hooks";
import type { Histogram, JoinedEvent, Params } from "../api";
import { Loaded, More, useLoad, usePages } from "../data";
import { ActorField, Between, Choice, Field, Filters, QUADS, useFilters } from "../filters";
import { Export, Head, when, type Drawing } from "../parts";
import { calm, useWorld } from "../world";
import { Trust } from "../trust";
import { EventRow } from "./rows";
import { OneStory, Stories } from "./stories";

const Spread = lazy(() => import("./spread"));
const ORDERS: [string, string][] = [
  ["", "newest first"],
  ["oldest", "oldest first"],
  ["sources", "most sources first"],
];
const OF_STORIES: [string, string][] = [...ORDERS.slice(0, 2), ["sources", "most reports first"]];
const GROUPED: [string, string][] = [
  ["", "day"],
  ["story", "story"],
];

export function Timeline() {
  const [held, set] = useFilters();
  const { types } = useWorld();
  const [drawing, keep] = useState<Drawing | null>(null);
  const value = (name: string) => held.get(name) ?? "";
  const filters: Params = {
    actor: [value("actor"), value("with")].filter(Boolean),
    type: held.get("type"),
    quad: held.get("quad"),
    independent: held.get("independent"),
    dated: held.get("dated"),
    story: held.get("story"),
  };
  const ends = { since: held.get("since"), until: held.get("until") };
  const order = value("order");
  const byStory = value("by") === "story";
  const params = { ...filters, ...ends, order };
  const spread = useLoad<Histogram>("/histogram", filters);
  const options: [string, string][] = [["", "any"], ...types.map((t): [string, string] => [t.name, t.name])];
  return (
    <>
      <Head title="Timeline" lead="Events over all reports: copies merged, accounts of one event joined.">
        <Export name="timeline" what="events" params={params} drawing={drawing} />
      </Head>
      <Filters held={held}>
        <ActorField name="actor" label="Actor" value={value("actor")} set={(v) => set({ actor: v })} />
        <ActorField name="with" label="and" value={value("with")} set={(v) => set({ with: v })} />
        <Choice name="type" label="Type" value={value("type")} options={options} set={(v) => set({ type: v })} />
        <Choice name="quad" label="Class" value={value("quad")} options={QUADS} set={(v) => set({ quad: v })} />
        <Field
          name="independent"
          label="Sources at least"
          type="number"
          width="narrow"
          value={value("independent")}
          set={(v) => set({ independent: v })}
        />
        <Choice
          name="dated"
          label="Day"
          value={value("dated")}
          options={[
            ["", "known or not"],
            ["true", "known"],
          ]}
          set={(v) => set({ dated: v })}
        />
        <Between held={held} set={set} />
        <Choice name="by" label="Grouped by" value={value("by")} options={GROUPED} set={(v) => set({ by: v })} />
        <Choice
          name="order"
          label="Order"
          value={order}
          options={byStory ? OF_STORIES : ORDERS}
          set={(v) => set({ order: v })}
        />
      </Filters>
      {filters.story && <OneStory report={value("story")} end={() => set({ story: null })} />}
      <Trust of="event" />
      {!!spread.data?.bars.length && (
        <Suspense fallback={<div class="chart spread" aria-busy="true" />}>
          <Spread spread={spread.data} since={ends.since} until={ends.until} pick={set} keep={keep} />
        </Suspense>
      )}
      {byStory ? <Stories params={params} held={held} /> : <ByDay params={params} grouped={order !== "sources"} />}
    </>
  );
}

function ByDay({ params, grouped }: { params: Params; grouped: boolean }) {
  const found = usePages<JoinedEvent>("/events", params);
  return (
    <Loaded of={found}>
      {found.items.length ? <Days events={found.items} grouped={grouped} /> : <p class="quiet">No event fits.</p>}
      <More load={found.load} shown={found.items.length} total={found.total} />
    </Loaded>
  );
}

// Events under the day, or the days between which, they were; undated ones under the day that they were not after.
function Days({ events, grouped }: { events: JoinedEvent[]; grouped: boolean }) {
  if (!grouped) {
    return (
      <ol class="events">
        {events.map((e) => (
          <EventRow key={e.id} event={e} />
        ))}
      </ol>
    );
  }
  const days = new Map<string, JoinedEvent[]>(); // by the day by which they are sorted, and by what is known of it
  for (const event of events) {
    const key = `${event.first ?? event.last ?? event.reported} ${when(event)}`;
    const held = days.get(key);
    if (held) held.push(event);
    else days.set(key, [event]);
  }
  return (
    <>
      {[...days].map(([key, held]) => (
        <section key={key} class="day">
          <h2>{calm(when(held[0]))}</h2>
          <ol class="events">
            {held.map((e) => (
              <EventRow key={e.id} event={e} />
            ))}
          </ol>
        </section>
      ))}
    </>
  );
}
