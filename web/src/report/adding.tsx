// What a reading missed: words of the report that a user selects are added as an event or an attribution.
import type { RefObject } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Opened, Span } from "../api";
import { calm } from "../world";
import { AddAttribution, AddEvent } from "./forms";
import { selected } from "./words";

const SHOWN = 140; // characters of the selected words that are repeated
const FORMS = { event: AddEvent, attribution: AddAttribution };
type Form = keyof typeof FORMS;

interface AddingProps {
  opened: Opened;
  box: RefObject<HTMLDivElement>;
  characters: string[];
  take: () => string | null;
}

export function Adding({ opened, box, characters, take }: AddingProps) {
  const [words, setWords] = useState<Span | null>(null);
  const [form, setForm] = useState<Form | null>(null);
  // While a form is open, selecting is for its fields.
  useEffect(() => {
    if (form) return;
    const look = () => setWords(selected(box.current, characters));
    document.addEventListener("selectionchange", look);
    return () => document.removeEventListener("selectionchange", look);
  }, [form, characters]);
  const done = () => {
    setForm(null);
    setWords(null);
    getSelection()?.removeAllRanges();
  };
  if (!words) return null;
  const Shown = form && FORMS[form];
  const text = calm(characters.slice(words.start, words.end).join(""));
  return (
    <div
      class="adding"
      role="region"
      aria-label="Selected words"
      onKeyDown={(e) => {
        if (e.key === "Escape") done();
      }}
    >
      <p>
        <q>
          <bdi>{text.length > SHOWN ? `${text.slice(0, SHOWN)} …` : text}</bdi>
        </q>
        <button type="button" onClick={done} aria-label="Close what is selected">
          ×
        </button>
      </p>
      <div class="tools" role="group" aria-label="Add these words as">
        Add as
        {(Object.keys(FORMS) as Form[]).map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={form === one}
            // A press must not end the selection.
            onMouseDown={(e) => e.preventDefault()}
            onClick={() => setForm(one)}
          >
            {one}
          </button>
        ))}
        {Shown && (
          <Shown
            key={`${form} ${words.start}-${words.end}`}
            article={opened.report.article.id}
            {...{ words, done, characters, take }}
          />
        )}
      </div>
    </div>
  );
}
