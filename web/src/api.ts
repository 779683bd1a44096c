// What the API answers (see /api/v1/openapi.json), and how it is asked.

export interface Span { start: number; end: number }
export interface ActorRef { actor: string; spans: Span[] }
export interface Actor { id: string; name: string; kind: string; country: string | null; title: string | null; mentions: Span[] }
export interface When { id: string; spans: Span[]; value: string; start: string | null; end: string | null; granularity: string }
export interface Link { actor: string | null; label: string; role: string; spans: Span[] }
export interface Attribution {
  id: string; sources: ActorRef[]; cue: Span[]; content: Span[]; kind: string; chain: Link[]; parent: string | null;
  denies: boolean; when: string | null;
}
export interface ReadEvent {
  id: string; type: string; mode: string | null; contexts: string[]; cameo: string; goldstein: number; quad: number;
  actors: ActorRef[]; recipients: ActorRef[]; actor_countries: string[]; recipient_countries: string[]; inferred: string[];
  trigger: Span[]; sentence: Span; when: string | null; location: string | null; place: string | null; location_spans: Span[];
  positive: boolean; modality: string; attributions: string[];
}
export interface Quantity {
  id: string; value: number; bound: string; unit: string; spans: Span[]; of: ActorRef | null; place: string | null; attributions: string[];
}
export interface Poll { id: string; share: number; bound: string; share_spans: Span[]; proposition: Span[]; attributions: string[] }
export interface Commitment {
  id: string; actors: ActorRef[]; recipients: ActorRef[]; action: Span[]; condition: Span[]; deadline: string | null; kind: string;
  attributions: string[];
}
export interface Stance {
  id: string; actor: ActorRef; position: string; proposal: Span[]; towards: ActorRef[]; cue: Span[]; attributions: string[];
}
export interface Article {
  id: string; text: string; title: string | null; publisher: string | null; author: string | null; url: string | null;
  published: string | null; language: string;
}
export interface Report {
  article: Article; actors: Actor[]; times: When[]; attributions: Attribution[]; events: ReadEvent[]; quantities: Quantity[];
  polls: Poll[]; commitments: Commitment[]; stances: Stance[]; memberships: { id: string; spans: Span[]; status: string }[];
  reader: { version: string; model: string; lexicon: string };
}
export interface Filed {
  article: string; title: string; publisher: string | null; published: string | null; events: number; citations: number; copies: number;
}
export interface Decision { kind: string; [field: string]: unknown }
export interface Made { number: number; decision: Decision; reason: string | null; made: string }
export interface Opened {
  report: Report; events: Record<string, string>; actors: Record<string, string>; copies: Filed[]; corrections: Made[];
}
export interface Account {
  id: string; article: string; event: string; publisher: string | null; published: string | null; type: string; modality: string;
  positive: boolean; chain: string[]; root: string; sentence: string; start: number; end: number; first: string | null;
  numbers: { value: number; unit: string; bound: string }[];
}
export interface JoinedEvent {
  id: string; type: string; cameo: string; goldstein: number; quad: number; doers: string[]; recipients: string[];
  first: string | null; last: string | null; country: string | null; place: string | null; accounts: Account[];
  joins: { first: string; second: string; score: number; because: string }[];
  outlets: number; independent: number; asserting: number; denying: number;
}
export interface Conflict { event: string; kind: string; about: string; one: Account[]; other: Account[] }
export interface Stand {
  date: string | null; position: string; proposal: string; chain: string[]; article: string; start: number | null; changed: boolean;
}
export interface Position { actor: string; matter: string; stands: Stand[]; changes: number; disputed: boolean; towards: string[] }
export interface Entry {
  id: string; actors: string[]; recipients: string[]; kind: string; action: string; condition: string; made: string | null;
  deadline: string | null; state: string; verdict: string | null; articles: string[];
  candidates: { article: string; start: number; end: number; outcome: string; score: number; date: string | null; sentence: string }[];
}
export interface Cited {
  source: string; kind: string; country: string | null; citations: number; reports: number; outlets: [string, number][];
  relayed: number; unnamed: boolean;
}
export interface Quoted { article: string; date: string | null; publisher: string; source: string; attribution: string; start: number; words: string }
export interface Relay { source: string; via: string; source_kind: string; via_kind: string; times: number; reports: number }
export interface Point { start: string; events: string[]; quads: number[]; intensity: number; weighted: number }
export interface Relation {
  one: string; other: string; period: string; points: Point[]; changes: { start: string; before: number; after: number; events: string[] }[];
}
export interface Network {
  nodes: { actor: string; events: number; betweenness: number; intensity: number }[];
  ties: { one: string; other: string; events: number; intensity: number }[]; total: number;
}
export interface Spot { country: string | null; place: string | null; latitude: number | null; longitude: number | null; events: number; intensity: number }
export interface Support { value: string; reports: number; first: string | null; last: string | null; article: string; words: string | null }
export interface Entity {
  key: string; name: string; kind: string; country: string | null; names: Support[]; roles: Support[]; countries: Support[];
  reports: number; first: string | null; last: string | null;
}
export interface Job {
  id: string; name: string; state: string; share: number; articles: string[]; known: number; skipped: { name: string; why: string }[];
}
export interface Info {
  version: string; archive: string; counts: Record<string, number>; generation: number;
  updating: { what: string; done: number; total: number } | null; fetches: boolean; today: string;
}
export interface Paged<T> { items: T[]; total: number; next: string | null }
export type Params = Record<string, string | number | boolean | string[] | null | undefined>;

export class Problem extends Error {
  constructor(public status: number, detail: string) { super(detail); }
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
  const body = await response.json().catch(() => ({}));
  throw new Problem(response.status, body.detail ?? response.statusText);
}

export async function get<T>(path: string, params: Params = {}, signal?: AbortSignal): Promise<T> {
  return answer<T>(await fetch(`/api/v1${path}${query(params)}`, { signal }));
}

export async function post<T>(path: string, body: unknown): Promise<T> {
  return answer<T>(await fetch(`/api/v1${path}`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }));
}

export async function remove(path: string): Promise<void> {
  await answer<void>(await fetch(`/api/v1${path}`, { method: "DELETE" }));
}

export async function upload(file: File): Promise<Job> {
  const response = await fetch(`/api/v1/files${query({ name: file.name || "file.txt" })}`, {
    method: "POST", headers: { "Content-Type": "application/octet-stream" }, body: file,
  });
  return answer<Job>(response);
}
