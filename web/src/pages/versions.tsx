// Reports that came out again at one address: what each later version says otherwise, and both side by side.
import { Link } from "wouter-preact";
import type { Version } from "../api";
import { Loaded, More, usePages } from "../data";
import { Between, useFilters } from "../filters";
import { Head, plural } from "../parts";
import { calm } from "../world";

export function Versions() {
  const [held, set] = useFilters();
  const found = usePages<Version>("/versions", { since: held.get("since"), until: held.get("until") });
  const lead = "Reports that came out again at the address of an earlier one, and what each says otherwise.";
  return (
    <>
      <Head title="Versions" lead={lead} />
      <form class="filters" role="search" aria-label="Filters" onSubmit={(e) => e.preventDefault()}>
        <Between held={held} set={set} />
      </form>
      <Loaded of={found}>
        {found.items.length ? (
          <VersionRows rows={found.items} />
        ) : (
          <p class="quiet">No address came out more than once.</p>
        )}
        <More load={found.load} shown={found.items.length} total={found.total} />
      </Loaded>
    </>
  );
}

const NOTICES = { correction: "says that it corrects", retraction: "takes back", update: "brings up to date" };

export function VersionRows({ rows }: { rows: Version[] }) {
  return (
    <ul class="rows">
      {rows.map((v) => (
        <li key={v.report.article}>
          <Link class="title" href={beside(v)}>
            <bdi>{calm(v.report.title || "Untitled report")}</bdi>, beside the version before it
          </Link>
          <span class="quiet">
            <bdi>{calm(v.report.publisher ?? "no publisher")}</bdi> · {v.of.published ?? "no date"} and{" "}
            {v.report.published ?? "no date"} · {told(v)}
          </span>
          {v.difference.notice && (
            <span>
              <span class="tag bad">{NOTICES[v.difference.notice]}</span> <bdi>{calm(v.difference.words)}</bdi>
            </span>
          )}
          {v.difference.changes.some((change) => change.number) && (
            <span>
              {v.difference.changes
                .filter((change) => change.number)
                .map((change, i) => (
                  <span key={i} class="tag">
                    <bdi>{calm(change.before || "nothing")}</bdi> became <bdi>{calm(change.after || "nothing")}</bdi>
                  </span>
                ))}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

export const beside = (v: Version) => `/compare/${v.of.article}/${v.report.article}?by=passages`;

function told({ difference: d }: Version): string {
  const parts = [
    d.changes.length && `${plural(d.changes.length, "wording")} changed`,
    d.removed.length && `${plural(d.removed.length, "sentence")} taken out`,
    d.added.length && `${plural(d.added.length, "sentence")} put in`,
  ];
  return parts.filter(Boolean).join(", ") || "nothing said otherwise";
}
