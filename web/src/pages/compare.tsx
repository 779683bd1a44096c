// Two reports, or two versions of one, side by side: aligned by event or by passage, with the words that differ.
import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";
import { Link } from "wouter-preact";
import type { Opened, ReadEvent } from "../api";
import { Loaded, useLoad } from "../data";
import { Choice, useFilters } from "../filters";
import { at, atWords, Chain, Head, plural } from "../parts";
import { aligned, differing, type Pair } from "../report/aligned";
import { isSame, passages, type Passage } from "../report/passages";
import { calm } from "../world";

export function Compare({ one, other }: { one: string; other: string }) {
  const a = useLoad<Opened>(`/reports/${encodeURIComponent(one)}`);
  const b = useLoad<Opened>(`/reports/${encodeURIComponent(other)}`);
  return (
    <Loaded of={a}>
      <Loaded of={b}>{a.data && b.data && <Both one={a.data} other={b.data} />}</Loaded>
    </Loaded>
  );
}

const WAYS: [string, string][] = [
  ["", "by event"],
  ["passages", "by passage"],
];

function Both({ one, other }: { one: Opened; other: Opened }) {
  const [held, set] = useFilters();
  const by = held.get("by") ?? "";
  const every = held.get("every") === "true";
  const lead = isVersion(one, other)
    ? `Two versions of one address: ${one.report.article.url}`
    : "What both reports tell, in which words they differ, and what one leaves out.";
  return (
    <>
      <Head title="Side by side" lead={calm(lead)} />
      <form class="filters" aria-label="How they are aligned" onSubmit={(e) => e.preventDefault()}>
        <Choice name="by" label="Aligned" value={by} options={WAYS} set={(v) => set({ by: v })} />
        {by === "passages" && (
          <label class="check">
            <input type="checkbox" checked={every} onChange={() => set({ every: every ? null : "true" })} /> with what
            both say in the same words
          </label>
        )}
      </form>
      {by === "passages" ? <ByPassage {...{ one, other, every }} /> : <ByEvent {...{ one, other }} />}
    </>
  );
}

const isVersion = (one: Opened, other: Opened) =>
  !!one.report.article.url && one.report.article.url === other.report.article.url;

function Table({ one, other, children }: { one: Opened; other: Opened; children: ComponentChildren }) {
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label="Side by side">
      <table class="compare">
        <thead>
          <tr>
            {[one, other].map((opened) => (
              <th key={opened.report.article.id} scope="col">
                <Link href={at(opened.report.article.id)}>
                  <bdi>{calm(opened.report.article.title ?? "Untitled report")}</bdi>
                </Link>
                <br />
                <span class="quiet">
                  <bdi>{calm(opened.report.article.publisher ?? "no publisher")}</bdi> ·{" "}
                  {stamp(opened.report.article.published)}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

// The day of a report and, where versions are told apart by it, the time.
const stamp = (published: string | null | undefined) => published?.slice(0, 16).replace("T", " ") ?? "no date";

function ByEvent({ one, other }: { one: Opened; other: Opened }) {
  const pairs = aligned(one, other);
  const both = pairs.filter((p) => p.one && p.other);
  const rest = pairs.filter((p) => !p.one || !p.other);
  return (
    <>
      <p class="quiet">
        {plural(both.length, "event")} that both tell of; {rest.length} that one leaves out.
      </p>
      <Table one={one} other={other}>
        {[...both, ...rest].map((pair, i) => (
          <Told key={i} pair={pair} one={one} other={other} />
        ))}
      </Table>
    </>
  );
}

function ByPassage({ one, other, every }: { one: Opened; other: Opened; every: boolean }) {
  const pairs = useMemo(() => passages(one.report.article.text, other.report.article.text), [one, other]);
  const same = pairs.filter(isSame).length;
  const otherwise = pairs.filter((p) => p.one && p.other).length - same;
  const own = pairs.filter((p) => !p.other).length;
  const shown = every ? pairs : pairs.filter((pair) => !isSame(pair));
  return (
    <>
      <p class="quiet">
        {plural(same, "sentence")} in the same words, {otherwise} said otherwise, {own} that only the first has,{" "}
        {pairs.length - same - otherwise - own} that only the second has.
      </p>
      <Table one={one} other={other}>
        {shown.map((pair, i) => (
          <tr key={i}>
            <Sentence opened={one} own={pair.one} beside={pair.other} />
            <Sentence opened={other} own={pair.other} beside={pair.one} />
          </tr>
        ))}
      </Table>
      {!shown.length && <p class="quiet">Both say the same in the same words.</p>}
    </>
  );
}

interface SentenceProps {
  opened: Opened;
  own: Passage | undefined;
  beside: Passage | undefined;
}

function Sentence({ opened, own, beside }: SentenceProps) {
  if (!own) return <td class="quiet">not there</td>;
  return (
    <td>
      <Link href={atWords(opened.report.article.id, own.start, own.end)} data-evidence-link>
        <Differing words={calm(own.text)} beside={beside && calm(beside.text)} />
      </Link>
    </td>
  );
}

function Differing({ words, beside }: { words: string; beside: string | undefined }) {
  if (beside === undefined) return <bdi>{words}</bdi>;
  return <bdi>{differing(words, beside).map(([part, own], i) => (own ? <mark key={i}>{part}</mark> : part))}</bdi>;
}

function Told({ pair, one, other }: { pair: Pair; one: Opened; other: Opened }) {
  return (
    <tr>
      <Cell opened={one} event={pair.one} beside={pair.other && sentence(other, pair.other)} />
      <Cell opened={other} event={pair.other} beside={pair.one && sentence(one, pair.one)} />
    </tr>
  );
}

const sentence = (opened: Opened, event: ReadEvent) =>
  Array.from(opened.report.article.text).slice(event.sentence.start, event.sentence.end).join("");

interface CellProps {
  opened: Opened;
  event: ReadEvent | undefined;
  beside: string | undefined;
}

// What one report says; the words that the other has not are marked.
function Cell({ opened, event, beside }: CellProps) {
  if (!event) return <td class="quiet">not told</td>;
  const words = calm(sentence(opened, event));
  const chain = opened.report.attributions.find((a) => a.id === event.attributions[0])?.chain ?? [];
  return (
    <td>
      <strong>{event.type}</strong> <span class={event.positive ? "tag" : "tag bad"}>{event.modality}</span>
      <p>
        <Link href={at(opened.report.article.id, event.id)} data-evidence-link>
          <Differing words={words} beside={beside} />
        </Link>
      </p>
      {chain.length > 0 && (
        <span class="quiet">
          <Chain labels={chain.map((link) => link.label)} />
        </span>
      )}
    </td>
  );
}
