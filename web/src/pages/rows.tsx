// Rows of lists that several pages show: events, positions, commitments, conflicts.
import { Link } from "wouter-preact";
import type { Account, Conflict, Entry, JoinedEvent, Position } from "../api";
import { Actors, at, atId, atWords, Chain, isDated, plural, Tone, when } from "../parts";
import { calm, useDecide } from "../world";

export function EventRow({ event }: { event: JoinedEvent }) {
  const first = event.accounts[0];
  const dated = isDated(event);
  return (
    <li class={`event quad${event.quad}${dated ? "" : " undated"}`}>
      <div class="facts">
        <time title={dated ? undefined : "No report gives the day"}>{when(event)}</time>
        <Link href={`/events/${event.id}`}>
          <strong>{event.type}</strong>
        </Link>
        <span>
          <Actors names={event.doers} /> → <Actors names={event.recipients} />
        </span>
        {event.inferred.length > 0 && (
          <span class="tag" title="Supplied by rule, not by a word">
            inferred: {event.inferred.join(", ")}
          </span>
        )}
        <Tone value={event.goldstein} />
        <span class="quiet">
          {plural(event.outlets, "outlet")}, {event.independent} independent
        </span>
        {event.denying > 0 && (
          <Link href={`/events/${event.id}`} class="tag bad">
            denied by {event.denying}
          </Link>
        )}
        {!event.asserting && !event.denying && first && <span class="tag">{first.modality}</span>}
      </div>
      {first && (
        <p class="sentence">
          <Link href={at(first.article, first.event)} data-evidence-link>
            <bdi>{calm(first.sentence)}</bdi>
          </Link>{" "}
          <span class="quiet small">
            <Chain labels={first.chain} />
          </span>
        </p>
      )}
    </li>
  );
}

export function PositionRows({ rows }: { rows: Position[] }) {
  return (
    <ul class="positions">
      {rows.map((p, i) => (
        <li key={i}>
          <p>
            <Actors names={[p.actor]} /> on <bdi class="matter">{calm(p.matter) || p.towards.join(", ")}</bdi>
            {p.changes > 0 && <span class="tag">changed {p.changes}×</span>}
            {p.disputed && <span class="tag bad">disputed</span>}
          </p>
          <ol class="stands">
            {p.stands.map((s, j) => (
              <li key={j} class={s.position}>
                <Link href={at(s.article, s.item)} data-evidence-link>
                  <time>{s.date ?? "no date"}</time> <strong>{s.position}</strong>
                </Link>{" "}
                <span class="quiet">
                  <Chain labels={s.chain} />
                </span>
              </li>
            ))}
          </ol>
        </li>
      ))}
    </ul>
  );
}

const OUTCOMES = ["kept", "broken", "open"] as const;

export function EntryRows({ rows }: { rows: Entry[] }) {
  return (
    <ul class="entries">
      {rows.map((e) => (
        <EntryRow key={e.id} entry={e} />
      ))}
    </ul>
  );
}

function EntryRow({ entry: e }: { entry: Entry }) {
  const decide = useDecide();
  return (
    <li class={`entry ${e.state}`}>
      <div class="facts">
        <span class={`state ${e.state}`}>
          {e.state}
          {e.verdict && " (yours)"}
        </span>
        <span>
          <Actors names={e.actors} />
          {e.recipients.length > 0 && (
            <>
              {" "}
              to <Actors names={e.recipients} />
            </>
          )}
        </span>
        <span class="tag">{e.kind}</span>
        <span class="quiet">
          made {e.made ?? "on no known day"}, {e.deadline ? `by ${e.deadline}` : "by no day"} ·{" "}
          {plural(e.articles.length, "report")}
        </span>
      </div>
      <p class="sentence">
        <Link href={atId(e.id)} data-evidence-link>
          <bdi>{calm(e.action)}</bdi>
        </Link>
        {e.condition && (
          <span class="quiet">
            {" "}
            if <bdi>{calm(e.condition)}</bdi>
          </span>
        )}
      </p>
      {e.candidates.map((c, i) => (
        <p key={i} class="candidate">
          <span class={!c.sure ? "tag" : c.outcome.includes("kept") ? "tag good" : "tag bad"}>
            {c.sure ? c.outcome : "may tell of it"}
          </span>{" "}
          {c.date}{" "}
          <Link href={atWords(c.article, c.start, c.end)} data-evidence-link>
            <bdi>{calm(c.sentence)}</bdi>
          </Link>
        </p>
      ))}
      <div class="verdict" role="group" aria-label="Your verdict">
        {OUTCOMES.map((outcome) => (
          <button
            key={outcome}
            type="button"
            aria-pressed={e.verdict === outcome}
            onClick={() => void decide({ kind: "verdict", commitment: e.id, outcome })}
          >
            {outcome}
          </button>
        ))}
      </div>
    </li>
  );
}

const SHOWN = 6; // accounts of one side

function Side({ accounts }: { accounts: Account[] }) {
  return (
    <ul class="side">
      {accounts.slice(0, SHOWN).map((a) => (
        <li key={a.id}>
          <Link href={at(a.article, a.event)} data-evidence-link>
            <bdi>{calm(a.sentence)}</bdi>
          </Link>
          <span class="quiet">
            {a.published} · <Chain labels={a.chain} />
          </span>
        </li>
      ))}
      {accounts.length > SHOWN && <li class="quiet">and {accounts.length - SHOWN} more</li>}
    </ul>
  );
}

export function ConflictRows({ rows }: { rows: Conflict[] }) {
  return (
    <ul class="conflicts">
      {rows.map((c) => (
        <li key={`${c.event}${c.kind}${c.about}`} class="conflict">
          <h3>
            <span class="tag bad">{c.kind}</span> <bdi>{calm(c.about)}</bdi>{" "}
            <Link href={`/events/${c.event}`}>the event</Link>
          </h3>
          <div class="sides">
            <Side accounts={c.one} />
            <Side accounts={c.other} />
          </div>
        </li>
      ))}
    </ul>
  );
}
