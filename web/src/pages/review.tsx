// The review queue: what nobody has looked at, the most doubtful first; keys accept, correct and reject.
import { useLayoutEffect, useState } from "preact/hooks";
import { Link, useLocation } from "wouter-preact";
import type { Checked, Review, Waiting } from "../api";
import { Loaded, useLoad } from "../data";
import { Choice, useFilters } from "../filters";
import { at, Head, plural } from "../parts";
import { calm, useDecide } from "../world";

const KINDS: [string, string][] = [
  ["event", "Events"],
  ["attribution", "Attributions"],
  ["commitment", "Commitments"],
  ["stance", "Positions"],
];

export function ReviewPage() {
  const [held, set] = useFilters();
  const of = (held.get("of") ?? "event") as Checked;
  const found = useLoad<Review>("/review", { of });
  const [passed, pass] = useState<Set<string>>(new Set());
  const queue = found.data?.items.filter((w) => !passed.has(`${w.article}:${w.item}`)) ?? [];
  const lead = "What nobody has looked at yet of the newest reports, the most doubtful first.";
  return (
    <>
      <Head title="Review" lead={lead} />
      <form class="filters" aria-label="Filters" onSubmit={(e) => e.preventDefault()}>
        <Choice name="of" label="Of" value={of} options={KINDS} set={(v) => set({ of: v })} />
      </form>
      <Loaded of={found}>
        {found.data && <Tallies review={found.data} />}
        {queue[0] ? (
          <Item
            key={`${queue[0].article}:${queue[0].item}`}
            waiting={queue[0]}
            of={of}
            left={queue.length}
            pass={(id) => pass(new Set([...passed, id]))}
          />
        ) : (
          <p class="quiet">Nothing waits to be looked at.</p>
        )}
      </Loaded>
    </>
  );
}

function Tallies({ review }: { review: Review }) {
  if (!review.checked.length) return <p class="quiet">Nothing has been looked at yet.</p>;
  return (
    <ul class="plain tallies">
      {review.checked.map((t) => (
        <li key={t.of}>
          <strong>{Math.round((100 * t.right) / (t.right + t.wrong))} %</strong> of{" "}
          {plural(t.right + t.wrong, `checked ${t.of}`)} right
        </li>
      ))}
    </ul>
  );
}

interface ItemProps {
  waiting: Waiting;
  of: Checked;
  left: number;
  pass: (id: string) => void;
}

function Item({ waiting: w, of, left, pass }: ItemProps) {
  const decide = useDecide();
  const [, go] = useLocation();
  const id = `${w.article}:${w.item}`;
  const check = async (right: boolean) => {
    if (await decide({ kind: "check", of, item: id, right })) pass(id);
  };
  const correct = () => go(at(w.article, w.item));
  // Before the item is seen: a key that is pressed at once must not be lost.
  useLayoutEffect(() => {
    const key = (event: KeyboardEvent) => {
      const typing = /^(INPUT|SELECT|TEXTAREA)$/.test((event.target as HTMLElement).tagName);
      if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "a") void check(true);
      else if (event.key === "x") void check(false);
      else if (event.key === "c") correct();
      else if (event.key === "s") pass(id);
    };
    document.addEventListener("keydown", key);
    return () => document.removeEventListener("keydown", key);
  }, [id]);
  return (
    <article class="waiting">
      <h2>
        <bdi>{calm(w.what)}</bdi>
      </h2>
      <p>
        {w.why.map((why) => (
          <span key={why} class="tag">
            {why}
          </span>
        ))}
      </p>
      <blockquote dir="auto">
        … {calm(w.before)}
        <mark>{calm(w.words)}</mark>
        {calm(w.after)} …
      </blockquote>
      <p class="quiet">
        <Link href={at(w.article, w.item)} data-evidence-link>
          <bdi>{calm(w.title ?? "the report")}</bdi>
        </Link>{" "}
        · <bdi>{calm(w.publisher ?? "no publisher")}</bdi> · {w.published ?? "no date"}
      </p>
      <div class="tools" role="group" aria-label="Your check">
        <button type="button" class="main" onClick={() => void check(true)}>
          Accept <kbd>a</kbd>
        </button>
        <button type="button" onClick={correct}>
          Correct <kbd>c</kbd>
        </button>
        <button type="button" onClick={() => void check(false)}>
          Reject <kbd>x</kbd>
        </button>
        <button type="button" onClick={() => pass(id)}>
          Pass over <kbd>s</kbd>
        </button>
        <span class="quiet">{left} shown here</span>
      </div>
    </article>
  );
}
