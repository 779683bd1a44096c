// Filters: they live in the address, so that what is seen can be shared and gone back to.
import Combobox from "@github/combobox-nav";
import type { ComponentChildren } from "preact";
import { useCallback, useEffect, useId, useRef, useState } from "preact/hooks";
import { useLocation, useSearch } from "wouter-preact";
import { get, type Suggestion } from "./api";
import { calm, useCode, useName } from "./world";

export type Changes = Record<string, string | null>;

export function useFilters(): [URLSearchParams, (changes: Changes) => void] {
  const search = useSearch();
  const [path, go] = useLocation();
  const held = new URLSearchParams(search);
  const set = useCallback(
    (changes: Changes) => {
      // As it is by now: another filter may have changed meanwhile.
      const next = new URLSearchParams(window.location.search);
      for (const [name, value] of Object.entries(changes)) {
        if (value) next.set(name, value);
        else next.delete(name);
      }
      const text = next.toString();
      go(text ? `${path}?${text}` : path, { replace: true });
    },
    [path],
  );
  return [held, set];
}

// The filters of a list. On a phone they are folded away, so that the list is seen; how many are set is said.
export function Filters({ held, children }: { held: URLSearchParams; children: ComponentChildren }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const set = [...held.values()].filter(Boolean).length;
  return (
    <>
      <button
        type="button"
        class="unfold"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen((before) => !before)}
      >
        Filters{set > 0 && ` (${set})`}
      </button>
      <form
        id={id}
        class={open ? "filters" : "filters folded"}
        role="search"
        aria-label="Filters"
        onSubmit={(e) => e.preventDefault()}
      >
        {children}
      </form>
    </>
  );
}

interface FieldProps {
  name: string;
  label: string;
  value: string;
  set: (value: string) => void;
  type?: string;
  placeholder?: string;
  width?: string;
}

const PAUSE = 300; // ms without a key after which a filter is applied

// What is typed, and what it is applied as once the user pauses.
function useTyped(value: string, set: (value: string) => void, pause: number): [string, (value: string) => void] {
  const [held, hold] = useState(value);
  const timer = useRef<number>();
  useEffect(() => hold(value), [value]);
  const change = (typed: string) => {
    hold(typed);
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => set(typed), pause);
  };
  return [held, change];
}

export function Field(props: FieldProps) {
  const [held, change] = useTyped(props.value, props.set, props.type === "date" ? 0 : PAUSE);
  return (
    <label class={`field ${props.width ?? ""}`}>
      <span>{props.label}</span>
      <input
        name={props.name}
        type={props.type ?? "text"}
        value={held}
        placeholder={props.placeholder}
        onInput={(e) => change(e.currentTarget.value)}
      />
    </label>
  );
}

export interface ActorFieldProps {
  name: string;
  label: string;
  value: string; // a country's code or a name; several, after commas, where ``many``
  set: (value: string, picked?: Suggestion) => void;
  many?: boolean;
  pause?: number; // ms without a key after which it is set; none where a form is sent
  placeholder?: string;
}

const last = (text: string) => text.slice(text.lastIndexOf(",") + 1).trim();

// A field for an actor or a country that proposes those of the archive by any of their names.
export function ActorField({ name, label, value, set, many, pause, placeholder }: ActorFieldProps) {
  const naming = useName();
  const shown = many
    ? value
        .split(",")
        .map((one) => naming(one.trim()))
        .join(", ")
    : naming(value);
  const code = useCode();
  const coded = (text: string) => (many ? text.split(",").map(code).join(",") : code(text));
  const [held, change] = useTyped(shown, (text) => set(coded(text)), pause ?? PAUSE);
  const [found, setFound] = useState<Suggestion[]>([]);
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const id = useId();
  useEffect(() => {
    const nav = new Combobox(input.current!, list.current!, { firstOptionSelectionMode: "none" });
    if (found.length) nav.start();
    return () => nav.destroy();
  }, [found]);
  const asked = useRef(0);
  const typed = async (text: string) => {
    change(text);
    const mine = ++asked.current;
    const wanted = many ? last(text) : text.trim();
    const next = wanted ? await get<Suggestion[]>("/suggest", { q: wanted }).catch(() => []) : [];
    if (mine === asked.current) setFound(next);
  };
  const pick = (one: Suggestion) => {
    asked.current++;
    setFound([]);
    const before = many ? held.slice(0, held.lastIndexOf(",") + 1) : "";
    change(`${before ? `${before} ` : ""}${one.label}`);
    const values = many ? [...value.split(",").slice(0, before.split(",").length - 1), one.value].join(",") : one.value;
    set(values.replace(/^,/, ""), one);
  };
  return (
    <div class="field combo">
      <label for={id}>{label}</label>
      <input
        id={id}
        ref={input}
        name={name}
        value={held}
        placeholder={placeholder}
        autocomplete="off"
        role="combobox"
        aria-expanded={found.length > 0}
        aria-controls={`${id}-list`}
        onInput={(e) => void typed(e.currentTarget.value)}
        onBlur={() => window.setTimeout(() => setFound([]), 150)}
        onKeyDown={(e) => {
          if (e.key === "Escape" && found.length) {
            e.stopPropagation();
            setFound([]);
          }
        }}
      />
      <ul id={`${id}-list`} ref={list} role="listbox" aria-label="Proposals" hidden={!found.length}>
        {found.map((one, at) => (
          <li
            key={one.value}
            id={`${id}-${at}`}
            role="option"
            // The list must not take the focus away before the click arrives.
            onMouseDown={(e) => e.preventDefault()}
            onClick={() => pick(one)}
          >
            <bdi>{calm(one.label)}</bdi> <span class="quiet">{one.detail}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

export function Choice(props: Omit<FieldProps, "type"> & { options: [string, string][] }) {
  return (
    <label class="field">
      <span>{props.label}</span>
      <select name={props.name} value={props.value} onChange={(e) => props.set(e.currentTarget.value)}>
        {props.options.map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </label>
  );
}

export const QUADS: [string, string][] = [
  ["", "any"],
  ["1", "verbal cooperation"],
  ["2", "material cooperation"],
  ["3", "verbal conflict"],
  ["4", "material conflict"],
];

export const each = (values: readonly string[]): [string, string][] => values.map((v) => [v, v || "any"]);

export function Between({ held, set }: { held: URLSearchParams; set: (changes: Changes) => void }) {
  const field = (name: string, label: string) => (
    <Field name={name} label={label} type="date" value={held.get(name) ?? ""} set={(v) => set({ [name]: v })} />
  );
  return (
    <>
      {field("since", "From")}
      {field("until", "To")}
    </>
  );
}
