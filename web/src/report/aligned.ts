// Two reports aligned by the events that they tell of.
import type { Opened, ReadEvent } from "../api";

export interface Pair {
  one?: ReadEvent;
  other?: ReadEvent;
}

// The events of both, each beside the other report's account of the same event, in the order of the first report.
export function aligned(one: Opened, other: Opened): Pair[] {
  const home = new Map<string, ReadEvent>();
  for (const event of other.report.events) {
    const joined = other.events[event.id];
    if (joined && !home.has(joined)) home.set(joined, event);
  }
  const taken = new Set<ReadEvent>();
  const pairs: Pair[] = one.report.events.map((event) => {
    const found = home.get(one.events[event.id] ?? "");
    if (!found || taken.has(found)) return { one: event };
    taken.add(found);
    return { one: event, other: found };
  });
  const rest = other.report.events.filter((event) => !taken.has(event));
  return [...pairs, ...rest.map((event) => ({ other: event }))];
}

const folded = (word: string) => word.toLowerCase();

// ``text`` in parts, each with whether ``other`` lacks its words; signs and spaces go with what is before them.
export function differing(text: string, other: string): [string, boolean][] {
  const known = new Set((other.match(/[\p{L}\p{N}]+/gu) ?? []).map(folded));
  const out: [string, boolean][] = [];
  for (const part of text.match(/[\p{L}\p{N}]+|[^\p{L}\p{N}]+/gu) ?? []) {
    const isWord = /[\p{L}\p{N}]/u.test(part);
    const own = isWord ? !known.has(folded(part)) : false;
    const last = out.at(-1);
    if (last && (!isWord || last[1] === own) && !(last[1] && !isWord)) last[0] += part;
    else out.push([part, own]);
  }
  return out;
}
