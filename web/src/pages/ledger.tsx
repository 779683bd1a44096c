import type { Entry } from "../api";
import { Loaded, More, usePages } from "../data";
import { ActorField, Choice, each, Field, Filters, useFilters } from "../filters";
import { Export, Head } from "../parts";
import { Trust } from "../trust";
import { EntryRows } from "./rows";

const STATES = ["", "open", "due", "overdue", "kept", "partly kept", "broken", "withdrawn", "lapsed"];

export function Ledger() {
  const [held, set] = useFilters();
  const value = (name: string) => held.get(name) ?? "";
  const params = {
    actor: [value("actor")].filter(Boolean),
    other: value("with"),
    kind: held.get("kind"),
    state: held.get("state"),
    on: held.get("on"),
  };
  const found = usePages<Entry>("/commitments", params);
  const kinds = each(["", "promise", "threat"]);
  return (
    <>
      <Head title="Ledger" lead="Promises and threats: by whom, by when, and what came of them.">
        <Export name="ledger" what="commitments" params={params} />
      </Head>
      <Filters held={held}>
        <ActorField name="actor" label="By" value={value("actor")} set={(v) => set({ actor: v })} />
        <ActorField name="with" label="Involving" value={value("with")} set={(v) => set({ with: v })} />
        <Choice
          name="state"
          label="State"
          value={value("state")}
          options={each(STATES)}
          set={(v) => set({ state: v })}
        />
        <Choice name="kind" label="Kind" value={value("kind")} options={kinds} set={(v) => set({ kind: v })} />
        <Field name="on" label="As of" type="date" value={value("on")} set={(v) => set({ on: v })} />
      </Filters>
      <Trust of="commitment" />
      <Loaded of={found}>
        {found.items.length ? <EntryRows rows={found.items} /> : <p class="quiet">No commitment fits.</p>}
        <More load={found.load} shown={found.items.length} total={found.total} />
      </Loaded>
    </>
  );
}
