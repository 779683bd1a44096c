// How two actors stand: what was reported between them over time, and where the level changed.
import { useMemo, useState } from "preact/hooks";
import { Link, useLocation } from "wouter-preact";
import type { Conflict, Entry, JoinedEvent, Network, Paged, Position, Relation } from "../api";
import Chart, { colours, type ChartOption } from "../chart";
import { Loaded, useLoad } from "../data";
import { ActorField, Between, Choice, each, useFilters } from "../filters";
import { Export, Head, plural, relating, signed, Tone, type Drawing } from "../parts";
import { useName } from "../world";
import { ConflictRows, EntryRows, EventRow, PositionRows } from "./rows";
import { gaps, iso } from "./spread";

export default function RelationPage({ one, other }: { one: string; other: string }) {
  const [held, set] = useFilters();
  const [, go] = useLocation();
  const [a, setA] = useState(one);
  const [b, setB] = useState(other);
  const open = (e: Event) => {
    e.preventDefault();
    if (a && b) go(relating(a, b));
  };
  const by = (held.get("by") ?? "week") as Relation["period"];
  return (
    <>
      {!one && <Head title="Relations" lead="How two actors stand: pick both, or one of the pairs below." />}
      <form class="filters" aria-label="Filters" onSubmit={open}>
        <ActorField pause={0} name="one" label="Actor" value={a} set={setA} />
        <ActorField pause={0} name="other" label="and" value={b} set={setB} />
        <button type="submit" class="main">
          Show
        </button>
        {one && (
          <>
            <Choice
              name="by"
              label="By"
              value={by}
              options={each(["day", "week", "month"])}
              set={(v) => set({ by: v })}
            />
            <Between held={held} set={set} />
          </>
        )}
      </form>
      {one && other ? (
        <Dyad key={`${one} ${other}`} {...{ one, other, by }} since={held.get("since")} until={held.get("until")} />
      ) : (
        <Pairs />
      )}
    </>
  );
}

const PROPOSED = 30;

// The pairs of which most is reported.
function Pairs() {
  const name = useName();
  const found = useLoad<Network>("/network", { limit: 200 });
  const ties = [...(found.data?.ties ?? [])].sort((x, y) => y.events - x.events).slice(0, PROPOSED);
  return (
    <Loaded of={found}>
      <h2>Of whom most is reported</h2>
      <ul class="pairs">
        {ties.map((tie) => (
          <li key={`${tie.one} ${tie.other}`}>
            <Link href={relating(tie.one, tie.other)}>
              <bdi>{name(tie.one)}</bdi> and <bdi>{name(tie.other)}</bdi>
            </Link>{" "}
            <span class="quiet">{plural(tie.events, "event")}</span> <Tone value={tie.intensity} />
          </li>
        ))}
      </ul>
      {!ties.length && <p class="quiet">No events between two sides yet.</p>}
    </Loaded>
  );
}

interface DyadProps {
  one: string;
  other: string;
  by: Relation["period"];
  since: string | null;
  until: string | null;
}

const DAY = 86_400_000;
const DAYS = { day: 1, week: 7, month: 30 };
const FEW = 10;

function endOf(start: string, by: Relation["period"]): string {
  const day = new Date(start);
  if (by === "month") return iso(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0));
  return iso(Date.parse(start) + (DAYS[by] - 1) * DAY);
}

function Dyad({ one, other, by, since, until }: DyadProps) {
  const path = `${encodeURIComponent(one)}/${encodeURIComponent(other)}`;
  const relation = useLoad<Relation>(`/relations/${path}`, { by, since, until });
  const [picked, pick] = useState<string | null>(null);
  const name = useName();
  const [drawing, keep] = useState<Drawing | null>(null);
  const found = relation.data;
  const points = found?.points ?? [];
  const option = useMemo(() => drawn(found, by), [found]);
  const shown = picked ?? found?.changes.at(-1)?.start ?? points.at(-1)?.start ?? null;
  const total = points.reduce((n, p) => n + p.events.length, 0);
  const undated = points.reduce((n, p) => n + p.undated, 0);
  const lead = points.length > 0 && (
    <>
      {plural(total, "event")}
      {undated > 0 && `, ${undated} of them without a day of their own (faded)`}, reported{" "}
      <time>{points[0].start}</time> to <time>{points.at(-1)!.start}</time>; the mean Goldstein intensity of each {by},
      weighted by independent sources. {by[0].toUpperCase() + by.slice(1)}s without reports are grey: nothing is known
      of them.
    </>
  );
  const title = `${name(one)} and ${name(other)}`;
  return (
    <Loaded of={relation}>
      <Head title={title} lead={lead}>
        {found && points.length > 0 && (
          <Export name={`relation-${one}-${other}`} rows={() => series(found)} drawing={drawing} />
        )}
      </Head>
      {points.length ? (
        <Chart
          option={option}
          height={300}
          title={title}
          label={`Intensity between ${name(one)} and ${name(other)} over time; the table below gives the same`}
          keep={keep}
          onPick={(p) => pick(points[p.dataIndex]?.start ?? null)}
        />
      ) : (
        <p class="quiet">No events between the two.</p>
      )}
      {found && <Changes relation={found} shown={shown} pick={pick} />}
      {shown && <Behind {...{ one, other, by }} start={shown} />}
      {points.length > 0 && <Table relation={found!} pick={pick} />}
      <Others {...{ one, other, since, until }} />
    </Loaded>
  );
}

function drawn(found: Relation | null, by: Relation["period"]): ChartOption {
  const c = colours();
  const points = found?.points ?? [];
  const length = DAYS[by] * DAY;
  const silent = gaps(
    points.map((p) => p.start),
    length,
    by,
  );
  const middle = (start: string) => Date.parse(start) + length / 2;
  return {
    grid: { left: 44, right: 16, top: 34, bottom: 28 },
    tooltip: {
      trigger: "axis",
      formatter: (all) => {
        const at = Array.isArray(all) ? all[0]?.dataIndex : all.dataIndex;
        const p = at === undefined ? undefined : points[at];
        if (!p) return "";
        const undated = p.undated ? `, ${p.undated} without a day` : "";
        const events = `${plural(p.events.length, "event")}${undated}`;
        return `${by} of ${p.start}\n${events}, intensity ${signed(p.weighted)}`;
      },
    },
    xAxis: {
      type: "time",
      min: points.length ? Date.parse(points[0].start) : undefined,
      max: points.length ? Date.parse(points.at(-1)!.start) + length : undefined,
      axisLabel: { color: c.quiet, hideOverlap: true },
      axisLine: { lineStyle: { color: c.line } },
    },
    yAxis: {
      type: "value",
      name: "Goldstein",
      nameTextStyle: { color: c.quiet },
      min: -10,
      max: 10,
      axisLabel: { color: c.quiet },
      splitLine: { lineStyle: { color: c.line } },
    },
    series: [
      {
        type: "bar",
        barMinHeight: 2,
        barMinWidth: 3,
        barMaxWidth: 26,
        data: points.map((p) => ({
          value: [middle(p.start), p.weighted],
          itemStyle: {
            color: p.weighted >= 0 ? c.good : c.bad,
            opacity: p.undated === p.events.length ? 0.4 : 1,
          },
        })),
        markArea: {
          silent: true,
          itemStyle: { color: c.line, opacity: 0.35 },
          data: silent.map(([from, to]) => [{ xAxis: from }, { xAxis: to }]),
        },
        markLine: {
          symbol: "none",
          label: { formatter: "{b}", color: c.ink },
          lineStyle: { color: c.ink, type: "dashed" },
          data: (found?.changes ?? []).map((x) => ({
            name: `${signed(x.before)} → ${signed(x.after)}`,
            xAxis: Date.parse(x.start),
          })),
        },
      },
    ],
  };
}

interface ChangesProps {
  relation: Relation;
  shown: string | null;
  pick: (start: string) => void;
}

function Changes({ relation, shown, pick }: ChangesProps) {
  if (!relation.changes.length) return null;
  return (
    <section>
      <h2>Where it changed</h2>
      <ul class="plain">
        {relation.changes.map((c) => (
          <li key={c.start}>
            <button type="button" aria-pressed={shown === c.start} onClick={() => pick(c.start)}>
              {c.start}
            </button>{" "}
            <Tone value={c.before} /> → <Tone value={c.after} />{" "}
            <span class="quiet">
              by {signed(c.low)} to {signed(c.high)} (95 % confidence); {plural(c.counts[0], "event")} before,{" "}
              {c.counts[1]} after
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Behind({ one, other, by, start }: { one: string; other: string; by: Relation["period"]; start: string }) {
  const params = { actor: [one, other], since: start, until: endOf(start, by), limit: 50 };
  const behind = useLoad<Paged<JoinedEvent>>("/events", params);
  return (
    <section>
      <h2>
        Events of the {by} of {start}
      </h2>
      <ol class="events">
        {behind.data?.items.map((e) => (
          <EventRow key={e.id} event={e} />
        ))}
      </ol>
      <p>
        <Link href={`/timeline?actor=${encodeURIComponent(one)}&with=${encodeURIComponent(other)}`}>
          All events between them
        </Link>
      </p>
    </section>
  );
}

function Table({ relation, pick }: { relation: Relation; pick: (start: string) => void }) {
  return (
    <details>
      <summary>The series as a table</summary>
      <div class="scroll" tabIndex={0} role="region" aria-label="The series">
        <table>
          <thead>
            <tr>
              <th scope="col">{relation.period}</th>
              <th scope="col" class="number">
                events
              </th>
              <th scope="col" class="number">
                without a day
              </th>
              <th scope="col">intensity</th>
            </tr>
          </thead>
          <tbody>
            {relation.points.map((p) => (
              <tr key={p.start}>
                <td>
                  <button type="button" class="facet" onClick={() => pick(p.start)}>
                    {p.start}
                  </button>
                </td>
                <td class="number">{p.events.length}</td>
                <td class="number">{p.undated}</td>
                <td>
                  <Tone value={p.weighted} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

interface BetweenProps {
  one: string;
  other: string;
  since: string | null;
  until: string | null;
}

function Others({ one, other, since, until }: BetweenProps) {
  const conflicts = useLoad<Paged<Conflict>>("/conflicts", { actor: [one, other], since, until, limit: 5 });
  const made = useLoad<Paged<Entry>>("/commitments", { actor: [one], other, limit: FEW });
  const back = useLoad<Paged<Entry>>("/commitments", { actor: [other], other: one, limit: FEW });
  const stances = useLoad<Paged<Position>>("/positions", { actor: [one], towards: other, limit: FEW });
  const answers = useLoad<Paged<Position>>("/positions", { actor: [other], towards: one, limit: FEW });
  const entries = [...(made.data?.items ?? []), ...(back.data?.items ?? [])];
  const positions = [...(stances.data?.items ?? []), ...(answers.data?.items ?? [])];
  return (
    <>
      {entries.length > 0 && (
        <section>
          <h2>Commitments between them</h2>
          <EntryRows rows={entries} />
        </section>
      )}
      {positions.length > 0 && (
        <section>
          <h2>Positions on each other</h2>
          <PositionRows rows={positions} />
        </section>
      )}
      {!!conflicts.data?.total && (
        <section>
          <h2>Conflicting accounts</h2>
          <ConflictRows rows={conflicts.data.items} />
        </section>
      )}
    </>
  );
}

// The series is on the page whole; the events behind it are the timeline's export.
const series = (relation: Relation) =>
  relation.points.map((p) => ({
    start: p.start,
    events: p.events.length,
    without_a_day: p.undated,
    verbal_cooperation: p.quads[0],
    material_cooperation: p.quads[1],
    verbal_conflict: p.quads[2],
    material_conflict: p.quads[3],
    intensity: p.intensity,
    weighted: p.weighted,
    event_ids: p.events.join(" "),
  }));
