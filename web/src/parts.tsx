// Parts that pages share: loading, filters in the address, names, exports, paging.
import type { ComponentChildren } from "preact";
import { createContext } from "preact";
import { useCallback, useContext, useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { Link as RouteLink, useLocation, useSearch } from "wouter-preact";
import { get, post, type Decision, type Paged, type Params } from "./api";

export interface Country { code: string; name: string; numeric: string }
export interface World { countries: Map<string, Country>; types: { name: string; quad: number }[]; generation: number; again: () => void; say: (text: string) => void }
export const WorldContext = createContext<World>({ countries: new Map(), types: [], generation: 0, again: () => {}, say: () => {} });
export const useWorld = () => useContext(WorldContext);

// Characters that would turn the direction of what stands around them.
const TURNING = /[\u202A-\u202E\u2066-\u2069\u200E\u200F\u061C]/g;
export const calm = (text: string) => text.replace(TURNING, "");

export function useLoad<T>(path: string | null, params: Params = {}): { data: T | null; error: string | null; loading: boolean } {
  const { generation } = useWorld();
  const key = path === null ? null : JSON.stringify([path, params, generation]);
  const [state, set] = useState<{ data: T | null; error: string | null; loading: boolean }>({ data: null, error: null, loading: true });
  useEffect(() => {
    if (path === null) return;
    const stop = new AbortController();
    set((old) => ({ ...old, loading: true }));
    get<T>(path, params, stop.signal)
      .then((data) => set({ data, error: null, loading: false }))
      .catch((error: Error) => { if (error.name !== "AbortError") set({ data: null, error: error.message, loading: false }); });
    return () => stop.abort();
  }, [key]);
  return state;
}

// Pages of a list: the first is loaded at once, the others when asked for.
export function usePages<T>(path: string, params: Params, cursor = "cursor") {
  const first = useLoad<Paged<T>>(path, params);
  const [more, setMore] = useState<Paged<T>[]>([]);
  const opened = useRef(0);
  useLayoutEffect(() => { opened.current = 0; setMore([]); }, [JSON.stringify([path, params])]);
  // The first page loaded anew (after a correction) takes along those that were opened.
  useEffect(() => {
    const stop = new AbortController();
    (async () => {
      const pages: Paged<T>[] = [];
      for (let at = first.data; at?.next && pages.length < opened.current; pages.push(at)) at = await get<Paged<T>>(path, { ...params, [cursor]: at.next }, stop.signal);
      setMore(pages);
    })().catch(() => {});
    return () => stop.abort();
  }, [first.data]);
  const last = more.at(-1) ?? first.data;
  const items = [...(first.data?.items ?? []), ...more.flatMap((page) => page.items)];
  const load = async () => {
    if (!last?.next) return;
    const page = await get<Paged<T>>(path, { ...params, [cursor]: last.next });
    opened.current = more.length + 1;
    setMore([...more, page]);
  };
  return { ...first, items, total: first.data?.total ?? 0, load: last?.next ? load : null };
}

export function More({ load, shown, total }: { load: (() => void) | null; shown: number; total: number }) {
  return (
    <p class="more">
      {shown.toLocaleString("en")} of {total.toLocaleString("en")}
      {load && <button type="button" onClick={load}>Show more</button>}
    </p>
  );
}

export function Loaded({ of, children }: { of: { error: string | null; loading: boolean; data: unknown }; children: ComponentChildren }) {
  if (of.error) return <p class="problem" role="alert">{of.error}</p>;
  if (of.data === null) return <p class="quiet" aria-busy="true">Loading …</p>;
  return <>{children}</>;
}

// Filters live in the address, so that what is seen can be shared.
export function useFilters(): [URLSearchParams, (changes: Record<string, string | null>) => void] {
  const search = useSearch();
  const [path, go] = useLocation();
  const held = new URLSearchParams(search);
  const set = useCallback((changes: Record<string, string | null>) => {
    const next = new URLSearchParams(window.location.search); // as it is by now: another filter may have changed meanwhile
    for (const [name, value] of Object.entries(changes)) value ? next.set(name, value) : next.delete(name);
    const text = next.toString();
    go(text ? `${path}?${text}` : path, { replace: true });
  }, [path]);
  return [held, set];
}

export function Field(props: { name: string; label: string; type?: string; value: string; set: (value: string) => void; list?: string; placeholder?: string; width?: string }) {
  const [held, hold] = useState(props.value);
  const timer = useRef<number>();
  useEffect(() => hold(props.value), [props.value]);
  const change = (value: string) => {
    hold(value);
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => props.set(value), props.type === "date" ? 0 : 300);
  };
  return (
    <label class={`field ${props.width ?? ""}`}>
      <span>{props.label}</span>
      <input name={props.name} type={props.type ?? "text"} value={held} list={props.list} placeholder={props.placeholder}
        onInput={(e) => change((e.target as HTMLInputElement).value)} />
    </label>
  );
}

export function Choice(props: { name: string; label: string; value: string; options: [string, string][]; set: (value: string) => void }) {
  return (
    <label class="field">
      <span>{props.label}</span>
      <select name={props.name} value={props.value} onChange={(e) => props.set((e.target as HTMLSelectElement).value)}>
        {props.options.map(([value, label]) => <option key={value} value={value}>{label}</option>)}
      </select>
    </label>
  );
}

export const QUADS: [string, string][] = [
  ["", "any"], ["1", "verbal cooperation"], ["2", "material cooperation"], ["3", "verbal conflict"], ["4", "material conflict"],
];

export function Between({ held, set }: { held: URLSearchParams; set: (changes: Record<string, string | null>) => void }) {
  return (
    <>
      <Field name="since" label="From" type="date" value={held.get("since") ?? ""} set={(v) => set({ since: v })} />
      <Field name="until" label="To" type="date" value={held.get("until") ?? ""} set={(v) => set({ until: v })} />
    </>
  );
}

export function useName() {
  const { countries } = useWorld();
  return useCallback((code: string) => calm(countries.get(code)?.name ?? code), [countries]);
}

// The code of a country that was given by name, else what was typed.
export function useCode() {
  const { countries } = useWorld();
  return (typed: string) => {
    const text = typed.trim();
    if (countries.has(text.toUpperCase())) return text.toUpperCase();
    for (const one of countries.values()) if (one.name.toLowerCase() === text.toLowerCase()) return one.code;
    return text;
  };
}

export function Countries() {
  const { countries } = useWorld();
  return <datalist id="countries">{[...countries.values()].map((c) => <option key={c.code} value={c.name} />)}</datalist>;
}

export function ActorName({ name }: { name: string }) {
  const label = useName();
  const { countries } = useWorld();
  const to = countries.has(name) ? `/actors/${encodeURIComponent(`state:${name}`)}` : `/actors?q=${encodeURIComponent(name)}`;
  return <RouteLink href={to}><bdi>{label(name)}</bdi></RouteLink>;
}

export function Actors({ names }: { names: string[] }) {
  if (!names.length) return <span class="quiet">someone</span>;
  return <>{names.map((name, i) => <span key={name}>{i > 0 && ", "}<ActorName name={name} /></span>)}</>;
}

export function Chain({ labels }: { labels: string[] }) {
  return (
    <span class="chain">
      {[...labels].reverse().map((label, i) => <span key={i}>{i > 0 && <span aria-label="citing"> ← </span>}<bdi>{calm(label)}</bdi></span>)}
    </span>
  );
}

export const at = (article: string, start?: number | null) => `/reports/${encodeURIComponent(article)}${start == null ? "" : `?at=${start}`}`;
export const signed = (value: number) => (value > 0 ? `+${value.toFixed(1)}` : value.toFixed(1));

export function Tone({ value }: { value: number }) {
  return <span class={value >= 0 ? "tone good" : "tone bad"} title="Goldstein scale, −10 to 10">{signed(value)}</span>;
}

function save(name: string, blob: Blob) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

// A spreadsheet runs a cell that begins with one of these as a formula.
const cell = (value: unknown) => {
  const text = value === null || value === undefined ? "" : typeof value === "object" ? JSON.stringify(value) : String(value);
  const safe = typeof value === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

export interface Drawing { png: () => Promise<string>; svg: () => Promise<string> }

export function Export({ name, rows, drawing }: { name: string; rows: object[]; drawing?: Drawing | null }) {
  const csv = () => {
    const heads = [...new Set(rows.flatMap((row) => Object.keys(row)))];
    const lines = [heads.join(","), ...rows.map((row) => heads.map((head) => cell((row as Record<string, unknown>)[head])).join(","))];
    save(`${name}.csv`, new Blob(["\ufeff" + lines.join("\r\n") + "\r\n"], { type: "text/csv" }));
  };
  const json = () => save(`${name}.json`, new Blob([JSON.stringify(rows, null, 2)], { type: "application/json" }));
  const picture = async (kind: "png" | "svg") => {
    const data = await drawing![kind]();
    save(`${name}.${kind}`, kind === "svg" ? new Blob([data], { type: "image/svg+xml" }) : bytes(data));
  };
  return (
    <div class="export" role="group" aria-label="Export what is shown">
      <button type="button" onClick={csv} disabled={!rows.length}>CSV</button>
      <button type="button" onClick={json} disabled={!rows.length}>JSON</button>
      {drawing && <button type="button" onClick={() => picture("png")}>PNG</button>}
      {drawing && <button type="button" onClick={() => picture("svg")}>SVG</button>}
    </div>
  );
}

function bytes(url: string): Blob {
  const raw = atob(url.split(",")[1]);
  return new Blob([Uint8Array.from(raw, (c) => c.charCodeAt(0))], { type: "image/png" });
}

export function Head({ title, lead, children }: { title: ComponentChildren; lead?: ComponentChildren; children?: ComponentChildren }) {
  useEffect(() => { if (typeof title === "string") document.title = `${calm(title)} – Dragoman`; }, [title]);
  return (
    <header class="head">
      <div><h1><bdi>{typeof title === "string" ? calm(title) : title}</bdi></h1>{lead && <p class="lead">{lead}</p>}</div>
      {children}
    </header>
  );
}

// Keeps a correction, and has everything loaded anew.
export function useDecide() {
  const { again, say } = useWorld();
  return async (decision: Decision, reason?: string) => {
    try {
      const { number } = await post<{ number: number }>("/decisions", { decision, reason: reason || null });
      say(`Correction ${number} is kept and applied.`);
      again();
      return true;
    } catch (error) {
      say((error as Error).message);
      return false;
    }
  };
}
