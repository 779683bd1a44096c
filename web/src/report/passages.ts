// Two texts aligned by passage: sentences that stand in both, alike or said otherwise, and those that one leaves out.
import type { Span } from "../api";

export interface Passage extends Span {
  text: string;
}
export interface Passages {
  one?: Passage;
  other?: Passage;
}

const SENTENCE = /[^\s][^.!?\n]*(?:[.!?](?!\s|$|["”’'])[^.!?\n]*)*(?:[.!?]+[”’"']*)?/g;
const ALIKE = 0.5; // share of words from which two sentences are one, said otherwise
const MOST = 600; // sentences between the beginning and the end that both share, which are aligned one by one
const WORD = /[\p{L}\p{N}]+/gu;

// The sentences of a text, by its characters and not by the halves of JavaScript.
export function sentences(text: string): Passage[] {
  const out: Passage[] = [];
  let [at, units] = [0, 0];
  for (const found of text.matchAll(SENTENCE)) {
    at += Array.from(text.slice(units, found.index)).length;
    units = found.index;
    const sentence = found[0].trimEnd();
    out.push({ text: sentence, start: at, end: at + Array.from(sentence).length });
  }
  return out;
}

const wordsOf = (text: string) => new Set((text.match(WORD) ?? []).map((word) => word.toLowerCase()));

export function alike(one: Set<string>, other: Set<string>): number {
  const [few, many] = one.size < other.size ? [one, other] : [other, one];
  let shared = 0;
  for (const word of few) if (many.has(word)) shared++;
  return (2 * shared) / Math.max(1, one.size + other.size);
}

// The sentences of both in their order, beside each other where they are one: what keeps most of the words together.
export function passages(one: string, other: string): Passages[] {
  const [a, b] = [sentences(one), sentences(other)];
  const most = Math.min(a.length, b.length);
  let head = 0;
  while (head < most && a[head].text === b[head].text) head++;
  let tail = 0;
  while (tail < most - head && a[a.length - 1 - tail].text === b[b.length - 1 - tail].text) tail++;
  const both = (i: number, j: number): Passages => ({ one: a[i], other: b[j] });
  const [left, right] = [a.slice(head, a.length - tail), b.slice(head, b.length - tail)];
  return [
    ...a.slice(0, head).map((_, i) => both(i, i)),
    ...between(left, right),
    ...a.slice(a.length - tail).map((_, i) => both(a.length - tail + i, b.length - tail + i)),
  ];
}

function between(a: Passage[], b: Passage[]): Passages[] {
  const [left, right] = [a.slice(0, MOST), b.slice(0, MOST)];
  const words = [left, right].map((side) => side.map((passage) => wordsOf(passage.text)));
  const width = right.length + 1;
  const best = new Float32Array((left.length + 1) * width);
  const near = (i: number, j: number) => {
    const share = alike(words[0][i], words[1][j]);
    return share >= ALIKE ? share : 0;
  };
  for (let i = left.length - 1; i >= 0; i--) {
    for (let j = right.length - 1; j >= 0; j--) {
      const share = near(i, j);
      const paired = share ? share + best[(i + 1) * width + j + 1] : 0;
      best[i * width + j] = Math.max(paired, best[(i + 1) * width + j], best[i * width + j + 1]);
    }
  }
  const out: Passages[] = [];
  let [i, j] = [0, 0];
  while (i < left.length && j < right.length) {
    const here = best[i * width + j];
    if (here === best[(i + 1) * width + j]) out.push({ one: left[i++] });
    else if (here === best[i * width + j + 1]) out.push({ other: right[j++] });
    else out.push({ one: left[i++], other: right[j++] });
  }
  for (const passage of a.slice(i)) out.push({ one: passage });
  for (const passage of b.slice(j)) out.push({ other: passage });
  return out;
}

export const isSame = (pair: Passages) => pair.one !== undefined && pair.one.text === pair.other?.text;
