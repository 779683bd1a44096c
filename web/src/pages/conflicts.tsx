import type { Conflict } from "../api";
import { Loaded, More, usePages } from "../data";
import { ActorField, Between, Choice, each, Filters, useFilters } from "../filters";
import { Export, Head } from "../parts";
import { ConflictRows } from "./rows";

export function Conflicts() {
  const [held, set] = useFilters();
  const value = (name: string) => held.get(name) ?? "";
  const params = {
    actor: [value("actor"), value("with")].filter(Boolean),
    kind: held.get("kind"),
    since: held.get("since"),
    until: held.get("until"),
  };
  const found = usePages<Conflict>("/conflicts", params);
  const kinds = each(["", "denial", "number", "date", "stance"]);
  return (
    <>
      <Head title="Conflicts" lead="Accounts of one event that cannot all be right, side by side.">
        <Export name="conflicts" what="conflicts" params={params} />
      </Head>
      <Filters held={held}>
        <ActorField name="actor" label="Actor" value={value("actor")} set={(v) => set({ actor: v })} />
        <ActorField name="with" label="and" value={value("with")} set={(v) => set({ with: v })} />
        <Choice name="kind" label="Kind" value={value("kind")} options={kinds} set={(v) => set({ kind: v })} />
        <Between held={held} set={set} />
      </Filters>
      <Loaded of={found}>
        {found.items.length ? <ConflictRows rows={found.items} /> : <p class="quiet">No conflict fits.</p>}
        <More load={found.load} shown={found.items.length} total={found.total} />
      </Loaded>
    </>
  );
}
