// Numbers, polls and memberships, as single reports give them.
import { Link } from "wouter-preact";
import type { Belonging, Figure } from "../api";
import { Loaded, More, usePages } from "../data";
import { Between, Field, useFilters } from "../filters";
import { at, Chain, counted, Export, Head } from "../parts";
import { SortHead, useSorting, type Sorting } from "../sorting";
import { calm } from "../world";

interface ItemsPageProps {
  what: "figures" | "polls" | "memberships";
  title: string;
  lead: string;
}

function useItems<T>({ what, title, lead }: ItemsPageProps) {
  const [held, set] = useFilters();
  const params = { q: held.get("q"), since: held.get("since"), until: held.get("until") };
  const [sorting, sort] = useSorting("what");
  const found = usePages<T>(`/items/${what}`, { ...params, order: orderOf(sorting) });
  const head = (
    <>
      <Head title={title} lead={lead}>
        <Export name={what} what={what} params={params} />
      </Head>
      <form class="filters" role="search" aria-label="Filters" onSubmit={(e) => e.preventDefault()}>
        <Field name="q" label="Of what, of whom or where" value={params.q ?? ""} set={(v) => set({ q: v })} />
        <Between held={held} set={set} />
      </form>
    </>
  );
  return { found, head, sorting, sort };
}

function FigureTable({ share, ...props }: ItemsPageProps & { share?: boolean }) {
  const { found, head, sorting, sort } = useItems<Figure>(props);
  const value = (f: Figure) => (share ? `${Math.round(f.value * 100)} %` : counted(f.value, f.words));
  return (
    <>
      {head}
      <Loaded of={found}>
        {!found.items.length && <p class="quiet">None fits.</p>}
        <div class="scroll stack" tabIndex={0} role="region" aria-label={props.title}>
          <table>
            <thead>
              <tr>
                <SortHead by="what" now={sorting} set={sort} fixed>
                  What
                </SortHead>
                <SortHead by="value" now={sorting} set={sort} number>
                  Value
                </SortHead>
                <th scope="col">Of whom, where</th>
                <SortHead by="day" now={sorting} set={sort}>
                  Reported
                </SortHead>
                <th scope="col">According to</th>
              </tr>
            </thead>
            <tbody>
              {found.items.map((f, i) => (
                <tr key={i}>
                  <th scope="row">
                    <Link href={at(f.article, f.item)} data-evidence-link>
                      <bdi>{calm(f.what.replace(/^share: /, ""))}</bdi>
                    </Link>
                  </th>
                  <td class="number">
                    {f.bound === "exact" ? "" : `${f.bound} `}
                    {value(f)}
                  </td>
                  <td>
                    <bdi>{calm([f.of, f.place].filter(Boolean).join(", "))}</bdi>
                  </td>
                  <td>
                    <time>{f.date}</time>
                  </td>
                  <td class="quiet">
                    <Chain labels={f.chain} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <More load={found.load} shown={found.items.length} total={found.total} />
      </Loaded>
    </>
  );
}

function orderOf({ by, down }: Sorting): string {
  if (by === "value") return down ? "largest" : "smallest";
  if (by === "day") return down ? "newest" : "oldest";
  return "what";
}

export const Figures = () => (
  <FigureTable what="figures" title="Figures" lead="Numbers that reports give, by what they count and by day." />
);

export const Polls = () => (
  <FigureTable
    share
    what="polls"
    title="Polls"
    lead="Shares of a population that hold something, as reports give them."
  />
);

export function Groups() {
  const { found, head } = useItems<Belonging>({
    what: "memberships",
    title: "Groups",
    lead: "Who belongs to which group or format, joined it, left it or was excluded.",
  });
  return (
    <>
      {head}
      <Loaded of={found}>
        {!found.items.length && <p class="quiet">None fits.</p>}
        <ul class="rows">
          {found.items.map((m, i) => (
            <li key={i}>
              <span>
                <bdi>{calm(m.member)}</bdi> <span class={STATUS[m.status] ?? "tag"}>{m.status}</span>{" "}
                <bdi>{calm(m.group)}</bdi>
              </span>
              <span class="quiet">
                {m.date ?? "no date"} ·{" "}
                <Link href={at(m.article, m.item)} data-evidence-link>
                  <bdi>{calm(m.words)}</bdi>
                </Link>
              </span>
            </li>
          ))}
        </ul>
        <More load={found.load} shown={found.items.length} total={found.total} />
      </Loaded>
    </>
  );
}

const STATUS: Record<string, string> = { left: "tag bad", excluded: "tag bad", joined: "tag good" };
