// Forms with which users add to a report's record, and put its events, attributions and numbers right.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { Decision, Opened, Span } from "../api";
import { ActorField } from "../filters";
import { useDecide, useWorld } from "../world";
import { nearest } from "./words";

export const MODALITIES = [
  "asserted", "planned", "promised", "conditional", "possible", "demanded", "denied", "negated",
] as const; // prettier-ignore
const BOUNDS = ["exact", "about", "more than", "less than", "at least", "at most"] as const;
type Modality = (typeof MODALITIES)[number];
type Bound = (typeof BOUNDS)[number];

const list = (text: string) =>
  text
    .split(",")
    .map((one) => one.trim())
    .filter(Boolean);
const changed = (text: string, codes: string[]) => (list(text).join() === codes.join() ? null : list(text));

// What is said of an event: as it was read, and as the user has it.
interface Coding {
  type: string;
  doers: string;
  recipients: string;
  modality: Modality;
  day: string;
  country: string;
  place: string;
}
const NOTHING: Coding = {
  type: "CONSULT", doers: "", recipients: "", modality: "asserted", day: "", country: "", place: "",
}; // prettier-ignore

function CodingFields({ now, set }: { now: Coding; set: (change: Partial<Coding>) => void }) {
  const { types, countries } = useWorld();
  return (
    <>
      <label class="field">
        <span>Type</span>
        <select name="type" value={now.type} onChange={(e) => set({ type: e.currentTarget.value })}>
          {types.map((t) => (
            <option key={t.name}>{t.name}</option>
          ))}
        </select>
      </label>
      <ActorField
        pause={0}
        name="doers"
        label="By"
        many
        value={now.doers}
        set={(doers) => set({ doers })}
        placeholder="countries or actors"
      />
      <ActorField
        pause={0}
        name="recipients"
        label="To or with"
        many
        value={now.recipients}
        set={(recipients) => set({ recipients })}
      />
      <label class="field">
        <span>Certainty</span>
        <select
          name="modality"
          value={now.modality}
          onChange={(e) => set({ modality: e.currentTarget.value as Modality })}
        >
          {MODALITIES.map((m) => (
            <option key={m}>{m}</option>
          ))}
        </select>
      </label>
      <label class="field">
        <span>Day</span>
        <input name="day" type="date" value={now.day} onInput={(e) => set({ day: e.currentTarget.value })} />
      </label>
      <label class="field">
        <span>Country</span>
        <select name="country" value={now.country} onChange={(e) => set({ country: e.currentTarget.value })}>
          <option value="">not known</option>
          {[...countries.values()].map((c) => (
            <option key={c.code} value={c.code}>
              {c.name}
            </option>
          ))}
        </select>
      </label>
      <label class="field">
        <span>Place</span>
        <input
          name="place"
          maxLength={200}
          value={now.place}
          placeholder="a town, a sea"
          onInput={(e) => set({ place: e.currentTarget.value })}
        />
      </label>
    </>
  );
}

function Why({ reason, set }: { reason: string; set: (reason: string) => void }) {
  return (
    <label class="field">
      <span>Why</span>
      <input name="reason" maxLength={1000} value={reason} onInput={(e) => set(e.currentTarget.value)} />
    </label>
  );
}

interface WordsProps {
  name: string;
  label: string;
  value: string;
  set: (words: string) => void;
  take: () => string | null; // the words that are selected in the report
}

// Words of the report: typed as they stand there, or taken from what is selected.
function WordsField({ name, label, value, set, take }: WordsProps) {
  const { say } = useWorld();
  const fill = () => {
    const words = take();
    if (words) set(words);
    else say({ text: "Select words of the report first." });
  };
  return (
    <span class="words">
      <label class="field">
        <span>{label}</span>
        <input name={name} value={value} onInput={(e) => set(e.currentTarget.value)} />
      </label>
      {/* A press must not end the selection before the click takes it. */}
      <button type="button" onMouseDown={(e) => e.preventDefault()} onClick={fill}>
        Take selected words<span class="hidden"> as {label.toLowerCase()}</span>
      </button>
    </span>
  );
}

function Ends({ label, children }: { label: string; children?: ComponentChildren }) {
  return (
    <>
      <button type="submit" class="main">
        {label}
      </button>
      {children}
    </>
  );
}

export function Recode({ opened, id }: { opened: Opened; id: string }) {
  const decide = useDecide();
  const event = opened.report.events.find((e) => e.id === id)!;
  const time = opened.report.times.find((w) => w.id === event.when);
  const before: Coding = {
    type: event.type,
    doers: event.actor_countries.join(","),
    recipients: event.recipient_countries.join(","),
    modality: event.modality,
    day: time?.start && time.start === time.end ? time.start : "",
    country: event.location ?? "",
    place: event.place ?? "",
  };
  const [now, setNow] = useState(before);
  const [reason, setReason] = useState("");
  const account = `${opened.report.article.id}:${id}`;
  const save = (e: Event) => {
    e.preventDefault();
    const other = <T extends keyof Coding>(name: T) => (now[name] === before[name] ? null : now[name] || null);
    const decision: Decision = {
      kind: "recode",
      account,
      drop: false,
      type: other("type"),
      doers: changed(now.doers, event.actor_countries),
      recipients: changed(now.recipients, event.recipient_countries),
      modality: other("modality"),
      day: other("day"),
      country: other("country"),
      place: other("place"),
    };
    void decide(decision, reason);
  };
  const drop: Decision = { kind: "recode", account, drop: true };
  return (
    <form onSubmit={save}>
      <CodingFields now={now} set={(change) => setNow({ ...now, ...change })} />
      <Why reason={reason} set={setReason} />
      <Ends label="Keep correction">
        <button type="button" onClick={() => void decide(drop, reason)}>
          It is no event
        </button>
      </Ends>
    </form>
  );
}

interface Taking {
  characters: string[];
  take: () => string | null;
}

// Where words of a form stand; says so to the user where the report does not have them.
function usePlaced(characters: string[]) {
  const { say } = useWorld();
  return (words: string, near: number): Span | null => {
    const found = nearest(characters, words, near);
    if (!found) say({ text: `The report does not have the words “${words.trim()}”.` });
    return found;
  };
}

export function Reattribute({ opened, id, characters, take }: { opened: Opened; id: string } & Taking) {
  const decide = useDecide();
  const placed = usePlaced(characters);
  const attribution = opened.report.attributions.find((a) => a.id === id)!;
  const whole = (spans: Span[]) =>
    spans.length ? characters.slice(spans[0].start, spans[spans.length - 1].end).join("") : "";
  const before = {
    source: attribution.chain[0].label,
    cue: whole(attribution.cue),
    content: whole(attribution.content),
  };
  const [now, setNow] = useState(before);
  const [reason, setReason] = useState("");
  const save = (e: Event) => {
    e.preventDefault();
    const near = (attribution.content[0] ?? attribution.cue[0]).start;
    const cue = now.cue.trim() && now.cue !== before.cue ? placed(now.cue, near) : undefined;
    const content = now.content !== before.content ? placed(now.content, near) : undefined;
    if (cue === null || content === null) return;
    const decision: Decision = {
      kind: "reattribute",
      attribution: `${opened.report.article.id}:${id}`,
      source: now.source.trim() && now.source !== before.source ? now.source.trim() : null,
      cue: cue ?? null,
      content: content ? [content] : null,
    };
    void decide(decision, reason);
  };
  return (
    <form onSubmit={save}>
      <ActorField
        pause={0}
        name="source"
        label="Source"
        value={now.source}
        set={(source, picked) => setNow({ ...now, source: picked?.value ?? source })}
      />
      <WordsField name="cue" label="Cue" value={now.cue} set={(cue) => setNow({ ...now, cue })} take={take} />
      <WordsField
        name="content"
        label="Content"
        value={now.content}
        set={(content) => setNow({ ...now, content })}
        take={take}
      />
      <Why reason={reason} set={setReason} />
      <Ends label="Keep correction" />
    </form>
  );
}

export function Recount({ opened, id }: { opened: Opened; id: string }) {
  const decide = useDecide();
  const quantity = opened.report.quantities.find((q) => q.id === id)!;
  const [value, setValue] = useState(String(quantity.value));
  const [bound, setBound] = useState<Bound>(quantity.bound);
  const [unit, setUnit] = useState(quantity.unit);
  const [reason, setReason] = useState("");
  const named = `${opened.report.article.id}:${id}`;
  const save = (e: Event) => {
    e.preventDefault();
    const decision: Decision = {
      kind: "recount",
      quantity: named,
      drop: false,
      value: Number(value) === quantity.value ? null : Number(value),
      bound: bound === quantity.bound ? null : bound,
      unit: unit.trim() === quantity.unit ? null : unit.trim() || null,
    };
    void decide(decision, reason);
  };
  return (
    <form onSubmit={save}>
      <label class="field">
        <span>Number</span>
        <input
          name="value"
          type="number"
          step="any"
          required
          value={value}
          onInput={(e) => setValue(e.currentTarget.value)}
        />
      </label>
      <label class="field">
        <span>Bound</span>
        <select name="bound" value={bound} onChange={(e) => setBound(e.currentTarget.value as Bound)}>
          {BOUNDS.map((b) => (
            <option key={b}>{b}</option>
          ))}
        </select>
      </label>
      <label class="field">
        <span>Of what</span>
        <input name="unit" maxLength={100} value={unit} onInput={(e) => setUnit(e.currentTarget.value)} />
      </label>
      <Why reason={reason} set={setReason} />
      <Ends label="Keep correction">
        <button type="button" onClick={() => void decide({ kind: "recount", quantity: named, drop: true }, reason)}>
          It counts nothing
        </button>
      </Ends>
    </form>
  );
}

interface AddProps {
  article: string;
  words: Span;
  done: () => void;
}

export function AddEvent({ article, words, done }: AddProps) {
  const decide = useDecide();
  const [now, setNow] = useState(NOTHING);
  const [reason, setReason] = useState("");
  const save = async (e: Event) => {
    e.preventDefault();
    const decision: Decision = {
      kind: "add_event",
      article,
      words,
      type: now.type,
      doers: list(now.doers),
      recipients: list(now.recipients),
      modality: now.modality,
      day: now.day || null,
      country: now.country || null,
      place: now.place.trim() || null,
    };
    if (await decide(decision, reason)) done();
  };
  return (
    <form onSubmit={(e) => void save(e)}>
      <CodingFields now={now} set={(change) => setNow({ ...now, ...change })} />
      <Why reason={reason} set={setReason} />
      <Ends label="Add event" />
    </form>
  );
}

export function AddAttribution({ article, words, done, characters, take }: AddProps & Taking) {
  const decide = useDecide();
  const placed = usePlaced(characters);
  const { say } = useWorld();
  const [source, setSource] = useState("");
  const [cue, setCue] = useState("");
  const [reason, setReason] = useState("");
  const save = async (e: Event) => {
    e.preventDefault();
    if (!source.trim()) return say({ text: "Say who the source is: by a name, or by words of the report." });
    const found = cue.trim() ? placed(cue, words.start) : undefined;
    if (found === null) return;
    const decision: Decision = {
      kind: "add_attribution", article, words, source: source.trim(), cue: found ?? null,
    }; // prettier-ignore
    if (await decide(decision, reason)) done();
  };
  return (
    <form onSubmit={(e) => void save(e)}>
      <ActorField
        pause={0}
        name="source"
        label="Source"
        value={source}
        set={(typed, picked) => setSource(picked?.value ?? typed)}
        placeholder="who says it"
      />
      <WordsField name="cue" label="Cue" value={cue} set={setCue} take={take} />
      <Why reason={reason} set={setReason} />
      <Ends label="Add attribution" />
    </form>
  );
}
