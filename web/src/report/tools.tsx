// What can be done with an item of a report: check it, correct it, take it along.
import { useState } from "preact/hooks";
import { Link } from "wouter-preact";
import type { Checked, Decision, Made, Opened } from "../api";
import { Rename } from "../rename";
import { calm, useDecide, useName, useUndo, useWorld } from "../world";
import { FORMS, type Claim } from "./cite";
import { Reattribute, Recode, Recount } from "./forms";
import type { Group, Row } from "./items";

const CHECKED: Partial<Record<Group, Checked>> = {
  Attributions: "attribution",
  Events: "event",
  Commitments: "commitment",
  Positions: "stance",
};

const CORRECTED: Group[] = ["Attributions", "Events", "Numbers"];

interface ItemToolsProps {
  opened: Opened;
  row: Row;
  claim: Claim;
  characters: string[];
  take: () => string | null;
}

export function ItemTools({ opened, row, claim, characters, take }: ItemToolsProps) {
  const decide = useDecide();
  const [open, setOpen] = useState(false);
  const of = CHECKED[row.group];
  const item = `${opened.report.article.id}:${row.id}`;
  const check = (right: boolean) => of && void decide({ kind: "check", of, item, right });
  return (
    <div class="tools">
      {row.group === "Events" && opened.events[row.id] && (
        <Link href={`/events/${opened.events[row.id]}`}>All accounts of this event</Link>
      )}
      {of && (
        <span role="group" aria-label="Your check">
          <button type="button" onClick={() => check(true)}>
            Right
          </button>{" "}
          <button type="button" onClick={() => check(false)}>
            Wrong
          </button>
        </span>
      )}
      {CORRECTED.includes(row.group) && (
        <button type="button" onClick={() => setOpen(!open)} aria-expanded={open}>
          Correct
        </button>
      )}
      <Cite claim={claim} />
      {open && row.group === "Events" && <Recode opened={opened} id={row.id} />}
      {open && row.group === "Attributions" && <Reattribute {...{ opened, id: row.id, characters, take }} />}
      {open && row.group === "Numbers" && <Recount opened={opened} id={row.id} />}
    </div>
  );
}

function Cite({ claim }: { claim: Claim }) {
  const { say } = useWorld();
  const copy = async (form: string, write: (claim: Claim) => string) => {
    try {
      await navigator.clipboard.writeText(write(claim));
      say({ text: `${form} copied.` });
    } catch {
      say({ text: "The browser does not let this page copy." });
    }
  };
  return (
    <span role="group" aria-label="Copy this claim as">
      Copy as{" "}
      {FORMS.map(([form, write]) => (
        <button key={form} type="button" class="facet" onClick={() => void copy(form, write)}>
          {form}
        </button>
      ))}
    </span>
  );
}

export function ActorTools({ actor, name, article }: { actor: string; name: string; article: string }) {
  const decide = useDecide();
  const [open, setOpen] = useState(false);
  return (
    <span class="tools inline">
      <button type="button" aria-expanded={open} onClick={() => setOpen(!open)} aria-label={`Correct ${calm(name)}`}>
        Correct
      </button>
      {open && (
        <Rename of={actor} name={name}>
          <button type="button" onClick={() => void decide({ kind: "split", key: actor, article })}>
            Somebody else in this report
          </button>
        </Rename>
      )}
    </span>
  );
}

// What was decided on an item, by whom and when.
export function Corrected({ made }: { made: Made }) {
  const undo = useUndo();
  const describe = useDescribe();
  const done = { check: "Checked", add_event: "Added", add_attribution: "Added" } as Record<string, string>;
  return (
    <p class="corrected">
      {done[made.decision.kind] ?? "Corrected"} by <bdi>{calm(made.by ?? "you")}</bdi> on {stamp(made.made)}:{" "}
      {describe(made.decision)}.{" "}
      <button type="button" class="facet" onClick={() => void undo(made.number)}>
        Undo
      </button>
    </p>
  );
}

// The item of a report ("article:item") that a decision is on; what was added is named by its words.
export function itemOf(d: Decision): string | null {
  switch (d.kind) {
    case "recode":
    case "same":
    case "apart":
      return d.account;
    case "check":
      return d.item;
    case "verdict":
      return d.commitment;
    case "reattribute":
      return d.attribution;
    case "recount":
      return d.quantity;
    case "add_event":
      return `${d.article}:xe${d.words.start}-${d.words.end}`;
    case "add_attribution":
      return `${d.article}:xa${d.words.start}-${d.words.end}`;
    default:
      return null;
  }
}

export const stamp = (time: string) => time.slice(0, 16).replace("T", " at ");

export function useDescribe() {
  const name = useName();
  return (d: Decision): string => {
    const sides = (names: string[]) => names.map(name).join(", ") || "nobody";
    switch (d.kind) {
      case "recode":
        if (d.drop) return "no event";
        return [
          d.type && `type ${d.type}`,
          d.doers && `by ${sides(d.doers)}`,
          d.recipients && `to ${sides(d.recipients)}`,
          d.modality,
          d.day && `on ${d.day}`,
          d.place && `at ${calm(d.place)}`,
          d.country && `in ${name(d.country)}`,
        ]
          .filter(Boolean)
          .join(", ");
      case "add_event":
        return `${d.type} by ${sides(d.doers)} to ${sides(d.recipients)}, ${d.modality}${d.day ? ` on ${d.day}` : ""}`;
      case "add_attribution":
        return `said by ${name(d.source)}`;
      case "reattribute":
        return [d.source && `said by ${name(d.source)}`, d.cue && "another cue", d.content && "another content"]
          .filter(Boolean)
          .join(", ");
      case "recount":
        return d.drop
          ? "counts nothing"
          : [d.bound, d.value?.toLocaleString("en"), d.unit && calm(d.unit)].filter(Boolean).join(" ");
      case "check":
        return d.right ? "right" : `wrong, no such ${d.of}`;
      case "merge":
        return `${calm(d.other)} is ${calm(d.key)}`;
      case "split":
        return `${calm(d.key)} is somebody else in one report`;
      case "rename":
        return `${calm(d.key)} is called ${calm(d.name)}`;
      case "same":
        return "two accounts are of one event";
      case "apart":
        return "an account is of another event";
      case "verdict":
        return `a commitment is ${d.outcome}`;
    }
  };
}
