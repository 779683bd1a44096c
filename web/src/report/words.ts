// Words of a report that a user selects or types, as characters of its text.
import type { Span } from "../api";

const REACH = 20_000; // characters on either side in which typed words are looked for first

// Characters from the beginning of ``box`` up to a point in it. Hidden controls are shown as names of several letters.
function before(box: HTMLElement, node: Node, offset: number): number {
  const range = document.createRange();
  range.selectNodeContents(box);
  range.setEnd(node, offset);
  const part = range.cloneContents();
  part.querySelectorAll(".control").forEach((control) => (control.textContent = "\u202a"));
  return Array.from(part.textContent ?? "").length;
}

// What is selected inside ``box``, without the spaces around it; null where nothing is.
export function selected(box: HTMLElement | null, characters: string[]): Span | null {
  const selection = getSelection();
  if (!box || !selection?.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!box.contains(range.startContainer) || !box.contains(range.endContainer)) return null;
  const start = before(box, range.startContainer, range.startOffset);
  return trimmed(characters, { start, end: before(box, range.endContainer, range.endOffset) });
}

export function trimmed(characters: string[], { start, end }: Span): Span | null {
  const blank = (at: number) => !characters[at]?.trim();
  while (start < end && blank(start)) start++;
  while (start < end && blank(end - 1)) end--;
  return start < end ? { start, end } : null;
}

// Where typed words stand: the place nearest to ``near``; null where the report does not have them.
export function nearest(characters: string[], words: string, near: number): Span | null {
  const wanted = Array.from(words.trim());
  if (!wanted.length) return null;
  const fits = (at: number) => wanted.every((one, i) => characters[at + i] === one);
  const last = characters.length - wanted.length;
  for (let far = 0; far <= Math.max(near, last - near, Math.min(REACH, last)); far++) {
    for (const at of [near - far, near + far]) {
      if (at >= 0 && at <= last && fits(at)) return { start: at, end: at + wanted.length };
    }
  }
  return null;
}
