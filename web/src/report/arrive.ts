// Bringing evidence into view. One thing scrolls, the window; a list beside the text is set at once, not scrolled.
const NARROW = "(max-width: 860px)";
const EDGE = 12; // px between evidence that is longer than the room for it and the edge of that room

export const isNarrow = () => matchMedia(NARROW).matches;

export interface Room {
  top: number;
  bottom: number;
}

// How far the window has to be scrolled so that what is at ``top`` to ``bottom`` lies in ``room``: in its middle where
// it fits, else from its beginning on.
export function distance(top: number, bottom: number, room: Room): number {
  const free = room.bottom - room.top - (bottom - top);
  return top - (room.top + (free > 2 * EDGE ? free / 2 : EDGE));
}

function room(sheet: Element | null): Room {
  const nav = document.querySelector("nav")?.getBoundingClientRect();
  const bottom = sheet ? Math.min(innerHeight, sheet.getBoundingClientRect().top) : innerHeight;
  return { top: Math.max(0, nav?.bottom ?? 0), bottom };
}

// Scrolls the window to ``evidence``, where it is not in view already: at once where it is far or motion is unwanted,
// else smoothly.
export function arrive(evidence: Element, sheet: Element | null, smooth: boolean): void {
  const { top, bottom } = evidence.getBoundingClientRect();
  const free = room(sheet);
  const inView = top >= free.top + EDGE && bottom <= free.bottom - EDGE;
  // Scrolled to where it is, too: a scroll of an earlier click that is still under way must end.
  const far = inView ? 0 : distance(top, bottom, free);
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches || Math.abs(far) > 3 * innerHeight;
  window.scrollTo({ top: scrollY + far, behavior: smooth && !still ? "smooth" : "instant" });
}

// Puts a row into view inside the list that holds it, without scrolling anything else.
export function reveal(list: HTMLElement, row: HTMLElement): void {
  const [outer, inner] = [list.getBoundingClientRect(), row.getBoundingClientRect()];
  if (inner.top < outer.top) list.scrollTop += inner.top - outer.top - EDGE;
  else if (inner.bottom > outer.bottom) {
    list.scrollTop += Math.min(inner.top - outer.top - EDGE, inner.bottom - outer.bottom + EDGE);
  }
}
