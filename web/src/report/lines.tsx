// What an item of a report is read as, in one line.
import type { Report, Span } from "../api";
import { Chain, counted, Tone } from "../parts";
import { calm } from "../world";
import type { Row } from "./items";

interface LineProps {
  report: Report;
  row: Row;
  words: (spans: Span[]) => string;
}

const namesOf = (report: Report, refs: { actor: string }[]) =>
  refs.map((ref) => calm(report.actors.find((a) => a.id === ref.actor)?.name ?? "?")).join(", ");

export function Line({ report, row, words }: LineProps) {
  const LineOf = LINES[row.group];
  return <LineOf report={report} row={row} words={words} />;
}

function AttributionLine({ report, row, words }: LineProps) {
  const a = report.attributions.find((x) => x.id === row.id)!;
  const sure = "The chance that source and content are right, as measured on annotated reports";
  return (
    <>
      <Chain labels={a.chain.map((l) => l.label)} /> <em>{words(a.cue)}</em>{" "}
      <q>
        <bdi>{words(a.content)}</bdi>
      </q>{" "}
      <span class="tag">{a.kind}</span>
      {a.denies && <span class="tag bad">denies</span>}
      {a.confidence != null && (
        <span class="tag" title={sure}>
          {Math.round(a.confidence * 100)} % sure
        </span>
      )}
      {a.parent && <span class="tag">inside another</span>}
    </>
  );
}

function EventLine({ report, row, words }: LineProps) {
  const e = report.events.find((x) => x.id === row.id)!;
  const sides = (refs: { actor: string }[], codes: string[]) => namesOf(report, refs) || codes.join(", ") || "?";
  return (
    <>
      <strong>{e.type}</strong>
      {e.mode && <> ({e.mode})</>} <bdi>{sides(e.actors, e.actor_countries)}</bdi> →{" "}
      <bdi>{sides(e.recipients, e.recipient_countries)}</bdi> <Tone value={e.goldstein} />{" "}
      <span class={e.positive ? "tag" : "tag bad"}>{e.modality}</span>
      {e.place && (
        <span class="tag">
          <bdi>{e.place}</bdi>
        </span>
      )}
      {e.inferred.length > 0 && (
        <span class="tag" title="Supplied by rule, not by a word">
          inferred: {e.inferred.join(", ").replaceAll("_", " ")}
        </span>
      )}{" "}
      <bdi class="quiet">{words(e.trigger)}</bdi>
    </>
  );
}

function CommitmentLine({ report, row, words }: LineProps) {
  const c = report.commitments.find((x) => x.id === row.id)!;
  const by = report.times.find((w) => w.id === c.deadline);
  return (
    <>
      <span class="tag">{c.kind}</span> <bdi>{namesOf(report, c.actors)}</bdi>: <bdi>{words(c.action)}</bdi>
      {c.condition.length > 0 && (
        <span class="quiet">
          {" "}
          if <bdi>{words(c.condition)}</bdi>
        </span>
      )}
      {by && <span class="tag">by {by.end}</span>}
    </>
  );
}

function StanceLine({ report, row, words }: LineProps) {
  const s = report.stances.find((x) => x.id === row.id)!;
  return (
    <>
      <bdi>{namesOf(report, [s.actor])}</bdi>{" "}
      <span class={s.position === "against" ? "tag bad" : "tag"}>{s.position}</span>{" "}
      <bdi>{words(s.proposal) || namesOf(report, s.towards)}</bdi>
      {s.condition.length > 0 && (
        <span class="quiet">
          {" "}
          if <bdi>{words(s.condition)}</bdi>
        </span>
      )}
      {s.earlier && <span class="tag">earlier</span>}
    </>
  );
}

function NumberLine({ report, row, words }: LineProps) {
  const q = report.quantities.find((x) => x.id === row.id)!;
  const of = q.of && (q.of.actor ? namesOf(report, [{ actor: q.of.actor }]) : words(q.of.spans));
  return (
    <>
      <strong>
        {q.bound === "exact" ? "" : `${q.bound} `}
        {counted(q.value, words(q.spans))}
      </strong>{" "}
      <bdi>{calm(q.unit)}</bdi>
      {of && (
        <span class="quiet">
          {" "}
          <bdi>{of}</bdi>
        </span>
      )}
    </>
  );
}

function PollLine({ report, row, words }: LineProps) {
  const p = report.polls.find((x) => x.id === row.id)!;
  return (
    <>
      <strong>{Math.round(p.share * 100)} %</strong> <bdi>{words(p.proposition)}</bdi>
    </>
  );
}

function GroupLine({ report, row }: LineProps) {
  const m = report.memberships.find((x) => x.id === row.id)!;
  return (
    <>
      <bdi>{namesOf(report, [m.member])}</bdi> <span class="tag">{m.status}</span>{" "}
      <bdi>{namesOf(report, [m.group])}</bdi>
    </>
  );
}

function TimeLine({ report, row, words }: LineProps) {
  const w = report.times.find((x) => x.id === row.id)!;
  return (
    <>
      <bdi>{words(w.spans)}</bdi> = <strong>{w.value}</strong>{" "}
      {(w.start !== w.value || w.end !== w.value) && (
        <span class="quiet">
          {w.start ?? "…"} to {w.end ?? "…"}
        </span>
      )}
    </>
  );
}

const LINES = {
  Attributions: AttributionLine,
  Events: EventLine,
  Commitments: CommitmentLine,
  Positions: StanceLine,
  Numbers: NumberLine,
  Polls: PollLine,
  Groups: GroupLine,
  Times: TimeLine,
};
