// What users decided: what needs a look first, each with who and when, and a way back.
import { useState } from "preact/hooks";
import { Link } from "wouter-preact";
import { who, type Log, type Made } from "../api";
import { Loaded, useLoad } from "../data";
import { atId, Export, Head } from "../parts";
import { itemOf, stamp, useDescribe } from "../report/tools";
import { calm, useUndo } from "../world";

export function Corrections() {
  const [name, setName] = useState(who.name);
  const [every, setEvery] = useState(false);
  const found = useLoad<Log>("/decisions", { every });
  const made = [...(found.data?.items ?? [])].reverse();
  const doubtful = made.filter((m) => m.doubt && !m.undone);
  const others = made.filter((m) => !m.doubt || m.undone);
  const lead =
    "What was decided. Readings are never changed; corrections are applied on top of them, now and after every later " +
    "reading.";
  return (
    <>
      <Head title="Corrections" lead={lead}>
        {made.length > 0 && <Export name="corrections" rows={() => made.map(flat)} />}
      </Head>
      <div class="filters">
        <label class="field">
          <span>Your name, kept with what you decide</span>
          <input
            type="text"
            maxLength={100}
            value={name}
            onInput={(e) => {
              setName(e.currentTarget.value);
              who.name = e.currentTarget.value;
            }}
          />
        </label>
        <label class="check">
          <input type="checkbox" checked={every} onChange={() => setEvery(!every)} /> with those taken back
        </label>
      </div>
      <Loaded of={found}>
        {doubtful.length > 0 && (
          <section>
            <h2>
              Needs a look <span class="count">{doubtful.length}</span>
            </h2>
            <p class="quiet">They fit no reading that counts now, and are applied to nothing.</p>
            <MadeRows rows={doubtful} />
          </section>
        )}
        {others.length > 0 && <MadeRows rows={others} />}
        {!made.length && <p class="quiet">Nothing has been corrected.</p>}
      </Loaded>
    </>
  );
}

const flat = ({ decision, ...made }: Made) => ({
  number: made.number,
  kind: decision.kind,
  decision: JSON.stringify(decision),
  made: made.made,
  by: made.by ?? "",
  reason: made.reason ?? "",
  doubt: made.doubt ?? "",
  undone: made.undone ?? "",
  undone_by: made.undone_by ?? "",
});

function about({ decision }: Made): string {
  const item = itemOf(decision);
  if (item) return atId(item);
  return "key" in decision ? `/actors/${encodeURIComponent(decision.key)}` : "/";
}

function MadeRows({ rows }: { rows: Made[] }) {
  const undo = useUndo();
  const describe = useDescribe();
  return (
    <ul class="rows">
      {rows.map((m) => (
        <li key={m.number} class={m.undone ? "undone" : ""}>
          <span>
            <strong>{m.decision.kind.replace("_", " ")}</strong> <bdi>{describe(m.decision)}</bdi>{" "}
            <Link href={about(m)} data-evidence-link={itemOf(m.decision) !== null || undefined}>
              where
            </Link>
          </span>
          <span class="quiet">
            {m.number} · {stamp(m.made)} · by <bdi>{calm(m.by ?? "nobody named")}</bdi>
            {m.reason && (
              <>
                {" "}
                · <bdi>{calm(m.reason)}</bdi>
              </>
            )}
            {m.undone && ` · taken back ${stamp(m.undone)} by ${calm(m.undone_by ?? "nobody named")}`}
          </span>
          {m.doubt && (
            <span class="doubt">
              <bdi>{calm(m.doubt)}</bdi>
            </span>
          )}
          {!m.undone && (
            <button type="button" onClick={() => void undo(m.number)}>
              Take back
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}
