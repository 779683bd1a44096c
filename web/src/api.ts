// What the API answers, as its OpenAPI document says (src/schema.d.ts is made of it), and how it is asked.
import type { components } from "./schema";

type Schemas = components["schemas"];
export type Span = Schemas["Span"];
export type ActorRef = Schemas["ActorRef"];
export type Attribution = Schemas["Attribution"];
export type ReadEvent = Schemas["Event"];
export type Report = Schemas["Report"];
export type Article = Schemas["Article"];
export type Filed = Schemas["Filed"];
export type Made = Schemas["Made"];
export type Decision = Schemas["Deciding"]["decision"];
export type Log = Schemas["Log"];
export type Opened = Schemas["Opened"];
export type Account = Schemas["Account"];
export type JoinedEvent = Schemas["JoinedEvent"];
export type Conflict = Schemas["Conflict"];
export type Position = Schemas["dragoman__analysis__positions__Stance"];
export type Entry = Schemas["Entry"];
export type Cited = Schemas["Cited"];
export type Quoted = Schemas["Quoted"];
export type Relay = Schemas["Relay"];
export type Relation = Schemas["Relation"];
export type Network = Schemas["Network"];
export type Spot = Schemas["Spot"];
export type Places = Schemas["Places"];
export type Support = Schemas["Support"];
export type Entity = Schemas["Entity"];
export type Person = Schemas["Person"];
export type Job = Schemas["Job"];
export type Info = Schemas["Info"];
export type Country = Schemas["Country"];
export type EventType = Schemas["EventType"];
export type Found = Schemas["Found"];
export type Figure = Schemas["Figure"];
export type Belonging = Schemas["Belonging"];
export type Member = Schemas["Member"];
export type Histogram = Schemas["Histogram"];
export type Story = Schemas["Story"];
export type Course = Schemas["Course"];
export type Suggestion = Schemas["Suggestion"];
export type Review = Schemas["Review"];
export type Waiting = Schemas["Waiting"];
export type Checks = Schemas["Checks"];
export type Version = Schemas["Version"];
export type Checked = Schemas["Check"]["of"];

export interface Paged<T> {
  items: T[];
  total: number;
  next?: string | null;
}
export type Value = string | number | boolean | string[] | null | undefined;
export type Params = Record<string, Value>;

export class Problem extends Error {
  constructor(
    public status: number,
    detail: string,
  ) {
    super(detail);
  }
}

export function query(params: Params): string {
  const out = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    if (Array.isArray(value)) value.filter(Boolean).forEach((one) => out.append(name, one));
    else if (value !== null && value !== undefined && value !== "" && value !== false) out.set(name, String(value));
  }
  const text = out.toString();
  return text ? `?${text}` : "";
}

async function answer<T>(response: Response): Promise<T> {
  if (response.status === 204) return undefined as T;
  if (response.ok) return (await response.json()) as T;
  const body = (await response.json().catch(() => ({}))) as { detail?: string };
  throw new Problem(response.status, body.detail ?? response.statusText);
}

export async function get<T>(path: string, params: Params = {}, signal?: AbortSignal): Promise<T> {
  return answer<T>(await fetch(`/api/v1${path}${query(params)}`, { signal }));
}

export async function post<T>(path: string, body: unknown): Promise<T> {
  const headers = { "Content-Type": "application/json" };
  return answer<T>(await fetch(`/api/v1${path}`, { method: "POST", headers, body: JSON.stringify(body) }));
}

export async function remove(path: string, params: Params = {}): Promise<void> {
  await answer<void>(await fetch(`/api/v1${path}${query(params)}`, { method: "DELETE" }));
}

// The revision of the decisions that this page was made of: the server tells who decided on the same thing since.
export const seen = { revision: 0 };

// The name that a user gives to what they decide.
export const who = {
  get name(): string {
    return localStorage.getItem("dragoman-name") ?? "";
  },
  set name(value: string) {
    localStorage.setItem("dragoman-name", value.trim().slice(0, 100));
  },
};

export async function upload(file: File): Promise<Job> {
  const headers = { "Content-Type": "application/octet-stream" };
  const path = `/api/v1/files${query({ name: file.name || "file.txt" })}`;
  return answer<Job>(await fetch(path, { method: "POST", headers, body: file }));
}
