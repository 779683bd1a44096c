// Reading what is pasted, chosen or dropped: a job whose progress is shown until its report can be opened.
import { useCallback, useEffect, useMemo, useState } from "preact/hooks";
import { Link, useLocation } from "wouter-preact";
import { get, post, upload, type Job } from "../api";
import { at } from "../parts";
import { isAddress, isHtml, proposedDay, tooLittle } from "../report/pasted";
import { again, calm, useWorld, wrong } from "../world";

export interface Readings {
  jobs: Job[];
  files: (files: FileList | File[]) => void;
  send: (path: string, body: object) => Promise<void>;
  over: boolean;
  clear: () => void;
}

const LOOK = 300; // ms between two looks at a job
const isOver = (job: Job) => ["done", "failed"].includes(job.state);

export function useReading(): Readings {
  const { say } = useWorld();
  const [jobs, set] = useState<Job[]>([]);
  const [, go] = useLocation();
  const put = useCallback((job: Job) => {
    set((old) => (old.some((j) => j.id === job.id) ? old.map((j) => (j.id === job.id ? job : j)) : [...old, job]));
  }, []);
  const follow = useCallback(async (started: Job, open: boolean) => {
    let job = started;
    put(job);
    while (!isOver(job)) {
      await new Promise((wait) => setTimeout(wait, LOOK));
      job = await get<Job>(`/jobs/${job.id}`);
      put(job);
    }
    void again();
    if (open && job.state === "done" && job.articles.length === 1) go(at(job.articles[0]));
  }, []);
  const files = useCallback((chosen: FileList | File[]) => {
    for (const file of chosen) {
      upload(file)
        .then((job) => follow(job, chosen.length === 1))
        .catch((error: unknown) => say({ text: `${file.name}: ${wrong(error).text}` }));
    }
  }, []);
  const send = useCallback(async (path: string, body: object) => {
    try {
      await follow(await post<Job>(path, body), true);
    } catch (error) {
      say(wrong(error));
    }
  }, []);
  const over = useDrop(files);
  return { jobs, files, send, over, clear: () => set((old) => old.filter((j) => !isOver(j))) };
}

// Files may be dropped anywhere on the page; whether some are held over it.
function useDrop(files: (files: FileList) => void): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const holds = (event: DragEvent) => event.dataTransfer?.types.includes("Files");
    const enter = (event: DragEvent) => {
      if (!holds(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (!event.relatedTarget) setOver(false);
    };
    const drop = (event: DragEvent) => {
      if (!holds(event)) return;
      event.preventDefault();
      setOver(false);
      files(event.dataTransfer!.files);
    };
    document.addEventListener("dragover", enter);
    document.addEventListener("dragleave", leave);
    document.addEventListener("drop", drop);
    return () => {
      document.removeEventListener("dragover", enter);
      document.removeEventListener("dragleave", leave);
      document.removeEventListener("drop", drop);
    };
  }, []);
  return over;
}

export function Reading({ reading }: { reading: Readings }) {
  return (
    <>
      {reading.over && <div class="drop">Drop to read: text, HTML, PDF, feeds, WARC, JSONL, CSV, Parquet</div>}
      {reading.jobs.length > 0 && (
        <section class="jobs" aria-label="Being read">
          {reading.jobs.map((job) => (
            <JobRow key={job.id} job={job} />
          ))}
          <button type="button" onClick={reading.clear}>
            Clear
          </button>
        </section>
      )}
    </>
  );
}

const OPENED = 3; // links to reports of one job

function JobRow({ job }: { job: Job }) {
  return (
    <div class="job">
      <span>
        <bdi>{calm(job.name)}</bdi>: {job.state}
        {job.known > 0 && `, ${job.known} known already`}
      </span>
      {!isOver(job) && (
        <progress
          aria-label={`Progress of ${calm(job.name)}`}
          value={job.state === "waiting" ? undefined : job.share}
          max={1}
        />
      )}
      {job.articles.slice(0, OPENED).map((id) => (
        <Link key={id} href={at(id)}>
          open
        </Link>
      ))}
      {job.articles.length > OPENED && <Link href="/reports">{job.articles.length} reports</Link>}
      {job.skipped.map((one, i) => (
        <span key={i} class="problem">
          {calm(one.why)}
        </span>
      ))}
    </div>
  );
}

export function Paste({ reading, fetches }: { reading: Readings; fetches: boolean }) {
  const [content, setContent] = useState("");
  const [publisher, setPublisher] = useState("");
  const [published, setPublished] = useState("");
  const [busy, setBusy] = useState(false);
  const proposed = useMemo(() => (published ? null : proposedDay(content)), [content, published]);
  const address = isAddress(content);
  const problem = address ? !fetches && CANNOT_FETCH : tooLittle(content);
  const read = async (event: Event) => {
    event.preventDefault();
    if (problem) return;
    setBusy(true);
    const format = isHtml(content) ? "html" : "text";
    if (address) await reading.send("/pages", { url: content.trim() });
    else
      await reading.send("/reports", { content, format, publisher: publisher || null, published: published || null });
    setBusy(false);
  };
  const verb = address ? "Fetch and read" : "Read";
  return (
    <form class="paste" onSubmit={(event) => void read(event)}>
      <label class="field wide">
        <span>Text or HTML of a report, or its address</span>
        <textarea
          name="content"
          rows={5}
          value={content}
          onInput={(e) => setContent(e.currentTarget.value)}
          placeholder="Paste a report here, or drop a file anywhere on this page."
        />
      </label>
      {content.trim() && problem && (
        <p class="problem wide" role="status">
          {problem}
        </p>
      )}
      <label class="field">
        <span>Publisher</span>
        <input name="publisher" value={publisher} onInput={(e) => setPublisher(e.currentTarget.value)} />
      </label>
      <label class="field">
        <span>Published</span>
        <input name="published" type="date" value={published} onInput={(e) => setPublished(e.currentTarget.value)} />
      </label>
      {proposed && (
        <button type="button" onClick={() => setPublished(proposed)}>
          Take {proposed}, as the text says
        </button>
      )}
      <button type="submit" class="main" disabled={!content.trim() || !!problem || busy}>
        {busy ? "Reading …" : verb}
      </button>
      <label class="file">
        <span>or choose files</span>
        <input
          type="file"
          multiple
          onChange={(e) => {
            if (e.currentTarget.files) reading.files(e.currentTarget.files);
          }}
        />
      </label>
    </form>
  );
}

const CANNOT_FETCH =
  "That is an address. This server fetches nothing unless it is started with --fetch: paste the text itself.";
