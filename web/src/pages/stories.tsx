// Stories: reports of one affair, with the events that they tell of.
import { Link } from "wouter-preact";
import type { Course, Params, Story } from "../api";
import { Loaded, More, useLoad, usePages } from "../data";
import { plural } from "../parts";
import { calm } from "../world";
import { ReportRows } from "./reports";
import { EventRow } from "./rows";

// The timeline of the story that a report is of.
export const ofStory = (report: string) => `/timeline?story=${encodeURIComponent(report)}`;

const days = ({ first, last }: Story) => (first ? (first === last ? first : `${first} to ${last}`) : "no date");
const counts = (story: Story) => `${plural(story.reports, "report")} · ${days(story)}`;

// The events that the filters mean, under the stories that their reports are of.
export function Stories({ params, held }: { params: Params; held: URLSearchParams }) {
  const found = usePages<Story>("/stories", params);
  const whole = (story: Story) => {
    const next = new URLSearchParams(held);
    next.delete("by");
    next.set("story", story.id);
    return `/timeline?${next.toString()}`;
  };
  return (
    <Loaded of={found}>
      {found.items.length === 0 && <p class="quiet">No event fits.</p>}
      {found.items.map((story) => (
        <section key={story.id} class="story">
          <h2>
            <Link href={whole(story)}>
              <bdi>{calm(story.head.title)}</bdi>
            </Link>
          </h2>
          <p class="quiet">{counts(story)}</p>
          <ol class="events">
            {story.items.map((event) => (
              <EventRow key={event.id} event={event} />
            ))}
          </ol>
          {story.fitting > story.items.length && (
            <p>
              <Link href={whole(story)}>All {story.fitting.toLocaleString("en")} events of this story</Link>
            </p>
          )}
        </section>
      ))}
      <More load={found.load} shown={found.items.length} total={found.total} />
    </Loaded>
  );
}

// What the timeline is narrowed down to, with the reports of the story, and a way out.
export function OneStory({ report, end }: { report: string; end: () => void }) {
  const { data } = useLoad<Course>(`/stories/${encodeURIComponent(report)}`);
  if (!data) return null;
  return (
    <details class="card one-story">
      <summary>
        <strong>
          <bdi>{calm(data.story.head.title)}</bdi>
        </strong>{" "}
        <span class="quiet">{counts(data.story)}</span>
      </summary>
      <ReportRows rows={data.reports} />
      <button type="button" onClick={end}>
        All stories
      </button>
    </details>
  );
}

// Leads from a report or an event to the timeline of its story, where others are of it, too.
export function StoryOf({ report }: { report: string }) {
  const { data } = useLoad<Course>(`/stories/${encodeURIComponent(report)}`);
  if (!data || data.story.reports < 2) return null;
  return (
    <p>
      Story: <Link href={ofStory(report)}>{calm(data.story.head.title)}</Link>{" "}
      <span class="quiet">{counts(data.story)}</span>
    </p>
  );
}
