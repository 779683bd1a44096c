// What every page knows: countries, event types, and how to say something to the user.
import { createContext } from "preact";
import { useCallback, useContext } from "preact/hooks";
import { post, remove, seen, who, Problem, type Country, type Decision, type EventType } from "./api";
import { client } from "./data";

export interface Said {
  text: string;
  undo?: number; // the decision that can be taken back
  again?: boolean; // what is shown is out of date
}
export interface World {
  countries: Map<string, Country>;
  types: EventType[];
  names: Map<string, string>; // how reports write the names that events have in lower case
  say: (said: Said | null) => void;
}
export const WorldContext = createContext<World>({ countries: new Map(), types: [], names: new Map(), say: () => {} });
export const useWorld = () => useContext(WorldContext);

// Characters that would turn the direction of what stands around them.
const TURNING = /[\u202A-\u202E\u2066-\u2069\u200E\u200F\u061C]/g;
export const calm = (text: string) => text.replace(TURNING, "");

export const again = () => client.invalidateQueries();

export function useName() {
  const { countries, names } = useWorld();
  return useCallback((code: string) => calm(countries.get(code)?.name ?? names.get(code) ?? code), [countries, names]);
}

// The code of a country that is called by its name, else what was typed.
export function useCode() {
  const { countries } = useWorld();
  return (typed: string): string => {
    const text = typed.trim();
    const named = (c: Country) => c.code === text.toUpperCase() || c.name.toLowerCase() === text.toLowerCase();
    return [...countries.values()].find(named)?.code ?? text;
  };
}

interface Number {
  number: number;
  new: boolean;
  revision: number;
}

// Keeps a correction, shows it everywhere, and offers to take it back.
export function useDecide() {
  const { say } = useWorld();
  return async (decision: Decision, reason?: string): Promise<boolean> => {
    const body = { decision, reason: reason || null, by: who.name || null, seen: seen.revision };
    try {
      const made = await post<Number>("/decisions", body);
      seen.revision = Math.max(seen.revision, made.revision);
      const text = made.new
        ? `Correction ${made.number} is kept and applied.`
        : `Correction ${made.number} says so already.`;
      say({ text, undo: made.number });
      void again();
      return true;
    } catch (error) {
      say(wrong(error));
      return false;
    }
  };
}

export function useUndo() {
  const { say } = useWorld();
  return async (number: number) => {
    try {
      await remove(`/decisions/${number}`, { by: who.name });
      say({ text: `Correction ${number} is taken back.` });
      void again();
    } catch (error) {
      say(wrong(error));
    }
  };
}

export function wrong(error: unknown): Said {
  const text = error instanceof Error ? error.message : "It did not work.";
  if (error instanceof TypeError) return { text: "The server does not answer; try again in a moment." };
  return { text, again: error instanceof Problem && error.status === 409 };
}
