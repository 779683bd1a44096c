import { Link } from "wouter-preact";
import type { Found } from "../api";
import { Loaded, useLoad } from "../data";
import { Between, Field, useFilters } from "../filters";
import { Head } from "../parts";
import { calm } from "../world";

const PAGE = 20;

// The words that were looked for stand in [ ]; nothing of the snippet is read as HTML.
function Snippet({ text }: { text: string }) {
  const parts = calm(text).split(/(\[[^[\]]*\])/);
  return <>{parts.map((part, i) => (part.startsWith("[") ? <mark key={i}>{part.slice(1, -1)}</mark> : part))}</>;
}

function daysOf(month: string) {
  const [y, m] = month.split("-").map(Number);
  return { since: `${month}-01`, until: new Date(Date.UTC(y, m, 0)).toISOString().slice(0, 10) };
}

export function Search() {
  const [held, set] = useFilters();
  const q = held.get("q") ?? "";
  const offset = Number(held.get("offset") ?? 0);
  const publisher = held.get("publisher");
  const params = { q, publisher, since: held.get("since"), until: held.get("until"), offset };
  const found = useLoad<Found>(q.trim() ? "/search" : null, params);
  const change = (changes: Record<string, string | null>) => set({ ...changes, offset: null });
  const turn = (to: number) => set({ offset: to ? String(to) : null });
  return (
    <>
      <Head title="Search" />
      <form class="filters" role="search" aria-label="Filters" onSubmit={(e) => e.preventDefault()}>
        <Field
          name="q"
          label={'Words ("…" for phrases, -word to leave out)'}
          width="wide"
          value={q}
          set={(v) => change({ q: v })}
        />
        <Field name="publisher" label="Publisher" value={publisher ?? ""} set={(v) => change({ publisher: v })} />
        <Between held={held} set={change} />
      </form>
      {!q.trim() ? (
        <p class="quiet">Type words that reports hold.</p>
      ) : (
        <Loaded of={found}>
          {found.data && (
            <div class="searching">
              <Facets found={found.data} held={held} change={change} />
              <div>
                <p class="quiet">{found.data.facets.total.toLocaleString("en")} reports</p>
                <ul class="rows">
                  {found.data.items.map((h) => (
                    <li key={h.article}>
                      <Link
                        class="title"
                        href={`/reports/${h.article}?find=${encodeURIComponent(q)}`}
                        data-evidence-link
                      >
                        <bdi>{calm(h.title)}</bdi>
                      </Link>
                      <span class="quiet">
                        <bdi>{calm(h.publisher ?? "")}</bdi> · {h.published}
                      </span>
                      <p>
                        <Snippet text={h.snippet} />
                      </p>
                    </li>
                  ))}
                </ul>
                <p class="more">
                  {offset > 0 && (
                    <button type="button" onClick={() => turn(Math.max(0, offset - PAGE))}>
                      Before
                    </button>
                  )}
                  {found.data.next && (
                    <button type="button" onClick={() => turn(Number(found.data!.next))}>
                      Next
                    </button>
                  )}
                </p>
              </div>
            </div>
          )}
        </Loaded>
      )}
    </>
  );
}

interface FacetsProps {
  found: Found;
  held: URLSearchParams;
  change: (changes: Record<string, string | null>) => void;
}

function Facets({ found, held, change }: FacetsProps) {
  const publisher = held.get("publisher");
  const since = held.get("since");
  const pickMonth = (month: string) => change(since === `${month}-01` ? { since: null, until: null } : daysOf(month));
  return (
    <aside aria-label="Narrow down">
      <h2>Publishers</h2>
      <ul class="plain">
        {found.facets.publishers.map(([name, n]) => (
          <li key={name}>
            <button
              type="button"
              class="facet"
              aria-pressed={publisher === name}
              onClick={() => change({ publisher: publisher === name ? null : String(name) })}
            >
              <bdi>{calm(String(name))}</bdi> <span class="quiet">{n}</span>
            </button>
          </li>
        ))}
      </ul>
      <h2>Months</h2>
      <ul class="plain">
        {found.facets.months.map(([month, n]) => (
          <li key={month}>
            <button
              type="button"
              class="facet"
              aria-pressed={since === `${month}-01`}
              onClick={() => pickMonth(String(month))}
            >
              {month} <span class="quiet">{n}</span>
            </button>
          </li>
        ))}
      </ul>
    </aside>
  );
}
