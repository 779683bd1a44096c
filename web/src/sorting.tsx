// Tables that are sorted by a column: its head is a button, and says to everyone how the rows stand.
import type { ComponentChildren } from "preact";
import { useFilters } from "./filters";

export interface Sorting {
  by: string;
  down: boolean;
}

interface SortedProps {
  by: string; // the column's name in the address
  now: Sorting;
  set: (by: string, down: boolean) => void;
  number?: boolean; // its rows are numbers: the largest come first
  fixed?: boolean; // it is sorted one way only
  children: ComponentChildren;
}

export function SortHead({ by, now, set, number, fixed, children }: SortedProps) {
  const here = now.by === by;
  const down = here && !fixed ? !now.down : !!number;
  const state = !here ? "none" : now.down ? "descending" : "ascending";
  return (
    <th scope="col" class={number ? "number" : undefined} aria-sort={state}>
      <button type="button" class="sort" onClick={() => set(by, down)}>
        {children}
        <span aria-hidden="true">{!here ? "" : now.down ? " ▼" : " ▲"}</span>
      </button>
    </th>
  );
}

// The column by which a table is sorted, as the address has it: "events", or "-events" for the largest first.
export function useSorting(usual: string): [Sorting, (by: string, down: boolean) => void] {
  const [held, set] = useFilters();
  const said = held.get("sort") ?? usual;
  const sort = (by: string, down: boolean) => {
    const next = `${down ? "-" : ""}${by}`;
    set({ sort: next === usual ? null : next });
  };
  return [{ by: said.replace(/^-/, ""), down: said.startsWith("-") }, sort];
}

type Value = string | number | null | undefined;

// ``rows`` by a column; those that have nothing there stand last, however it is sorted.
export function sorted<T>(rows: T[], { by, down }: Sorting, columns: Record<string, (row: T) => Value>): T[] {
  const of = columns[by];
  if (!of) return rows;
  const empty = (value: Value) => value === null || value === undefined || value === "";
  return [...rows].sort((one, other) => {
    const [a, b] = [of(one), of(other)];
    if (empty(a) || empty(b)) return Number(empty(a)) - Number(empty(b));
    const order = typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), "en");
    return down ? -order : order;
  });
}
