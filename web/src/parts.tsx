// Parts that pages share: headings, names, tones, links to evidence, exports.
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { Link } from "wouter-preact";
import { query, type JoinedEvent, type Params } from "./api";
import { calm, useName, useWorld } from "./world";

// Where an item of a report is shown in its place, or the words from one character to another.
export const at = (article: string, item?: string | null) =>
  `/reports/${encodeURIComponent(article)}${item ? `?item=${encodeURIComponent(item)}` : ""}`;
export const atWords = (article: string, start: number, end: number) =>
  `/reports/${encodeURIComponent(article)}?at=${start}-${end}`;
export const atId = (id: string) => at(...(id.split(":", 2) as [string, string]));
export const relating = (one: string, other: string) =>
  `/relations/${encodeURIComponent(one)}/${encodeURIComponent(other)}`;

// When an event was, as precisely as its accounts say: a day, the days between which, or a day that it was not after.
export function when(event: Pick<JoinedEvent, "first" | "last" | "precision" | "reported">): string {
  if (event.first) return event.last && event.last !== event.first ? `${event.first} to ${event.last}` : event.first;
  if (event.precision === "ahead") {
    return event.last ? `ahead, by ${event.last}` : `ahead on ${event.reported ?? "no date"}`;
  }
  return event.last ? `by ${event.last}` : "no date";
}
export const isDated = (event: Pick<JoinedEvent, "precision">) => ["day", "interval"].includes(event.precision);

export const signed = (value: number) => (value > 0 ? `+${value.toFixed(1)}` : value.toFixed(1));
export const plural = (n: number, one: string, many = `${one}s`) => `${n.toLocaleString("en")} ${n === 1 ? one : many}`;

const SHARE = /%|per ?cent|pour ?cent|half|third|quarter|fifth/i;
const percent = new Intl.NumberFormat("en", { style: "percent", maximumFractionDigits: 1 });
// A number as it is said: what is held as a share of one is read as per cent.
export const counted = (value: number, words: string) =>
  value > 0 && value <= 1 && SHARE.test(words) ? percent.format(value) : value.toLocaleString("en");

export function Tone({ value }: { value: number }) {
  return (
    <span class={value >= 0 ? "tone good" : "tone bad"} title="Goldstein scale, −10 to 10">
      {signed(value)}
    </span>
  );
}

export function ActorName({ name }: { name: string }) {
  const label = useName();
  const { countries } = useWorld();
  const to = countries.has(name)
    ? `/actors/${encodeURIComponent(`state:${name}`)}`
    : `/actors?q=${encodeURIComponent(name)}`;
  return (
    <Link href={to}>
      <bdi>{label(name)}</bdi>
    </Link>
  );
}

export function Actors({ names }: { names: string[] }) {
  if (!names.length) return <span class="quiet">someone</span>;
  return (
    <>
      {names.map((name, i) => (
        <span key={name}>
          {i > 0 && ", "}
          <ActorName name={name} />
        </span>
      ))}
    </>
  );
}

export function Chain({ labels }: { labels: string[] }) {
  return (
    <span class="chain">
      {[...labels].reverse().map((label, i) => (
        <span key={i}>
          {i > 0 && <span aria-label="citing"> ← </span>}
          <bdi>{calm(label)}</bdi>
        </span>
      ))}
    </span>
  );
}

export function Head({
  title,
  lead,
  children,
}: {
  title: string;
  lead?: ComponentChildren;
  children?: ComponentChildren;
}) {
  useEffect(() => {
    document.title = `${calm(title)} – Dragoman`;
  }, [title]);
  return (
    <header class="head">
      <div>
        <h1>
          <bdi>{calm(title)}</bdi>
        </h1>
        {lead && <p class="lead">{lead}</p>}
      </div>
      {children}
    </header>
  );
}

export function save(name: string, blob: Blob) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

export interface Drawing {
  png: () => string;
  svg: () => string;
}

function bytes(url: string): Blob {
  const raw = atob(url.split(",")[1]);
  return new Blob([Uint8Array.from(raw, (c) => c.charCodeAt(0))], { type: "image/png" });
}

interface ExportProps {
  name: string;
  what?: string; // as the server's /export has it
  params?: Params; // the page's own filters
  rows?: () => Cells[]; // where all of it is on the page already
  drawing?: Drawing | null;
}
type Cells = Record<string, string | number>;

const FORMULA = /^[=+\-@\t\r]/; // a spreadsheet runs a cell that begins so

export function cell(value: string | number): string {
  const safe = typeof value === "string" && FORMULA.test(value) ? `'${value}` : String(value);
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function csv(rows: Cells[]): Blob {
  const lines = [Object.keys(rows[0]), ...rows.map((row) => Object.values(row))].map((row) => row.map(cell).join(","));
  return new Blob([`\ufeff${lines.join("\r\n")}\r\n`], { type: "text/csv" });
}

const json = (rows: Cells[]) => new Blob([JSON.stringify(rows, null, 2)], { type: "application/json" });

// Takes along every row that the page's filters mean, and the drawing as it is seen.
export function Export({ name, what, params, rows, drawing }: ExportProps) {
  const picture = (kind: "png" | "svg") => {
    const data = drawing![kind]();
    save(`${name}.${kind}`, kind === "svg" ? new Blob([data], { type: "image/svg+xml" }) : bytes(data));
  };
  return (
    <div class="export" role="group" aria-label="Export all of it">
      {what &&
        ["csv", "json"].map((format) => (
          <a
            key={format}
            class="button"
            href={`/api/v1/export/${what}${query({ ...params, format })}`}
            download={`${name}.${format}`}
          >
            {format.toUpperCase()}
          </a>
        ))}
      {rows && (
        <>
          <button type="button" onClick={() => save(`${name}.csv`, csv(rows()))}>
            CSV
          </button>
          <button type="button" onClick={() => save(`${name}.json`, json(rows()))}>
            JSON
          </button>
        </>
      )}
      {drawing && (
        <>
          <button type="button" onClick={() => picture("png")}>
            PNG
          </button>
          <button type="button" onClick={() => picture("svg")}>
            SVG
          </button>
        </>
      )}
    </div>
  );
}
