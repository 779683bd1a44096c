// Two reports side by side, aligned by event: what both tell, in which words they differ, and what one leaves out.
import { Link } from "wouter-preact";
import type { Opened, ReadEvent } from "../api";
import { Loaded, useLoad } from "../data";
import { at, Chain, Head } from "../parts";
import { aligned, differing, type Pair } from "../report/aligned";
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

function Both({ one, other }: { one: Opened; other: Opened }) {
  const pairs = aligned(one, other);
  const both = pairs.filter((p) => p.one && p.other);
  const rest = pairs.filter((p) => !p.one || !p.other);
  const lead = `${both.length} events that both tell of; ${rest.length} that one leaves out.`;
  return (
    <>
      <Head title="Side by side" lead={lead} />
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
                    {opened.report.article.published?.slice(0, 10) ?? "no date"}
                  </span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {[...both, ...rest].map((pair, i) => (
              <Told key={i} pair={pair} one={one} other={other} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
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
          <bdi>
            {beside === undefined
              ? words
              : differing(words, beside).map(([part, own], i) => (own ? <mark key={i}>{part}</mark> : part))}
          </bdi>
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
