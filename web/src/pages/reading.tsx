// Reading what is pasted, chosen or dropped: a job whose progress is shown until its report can be opened.
import { useCallback, useEffect, useState } from "preact/hooks";
import { Link, useLocation } from "wouter-preact";
import { get, post, upload, type Job } from "../api";
import { calm } from "../parts";

export interface Readings { jobs: Job[]; files: (files: FileList | File[]) => void; text: (body: object) => Promise<void>; over: boolean; clear: () => void }

export function useReading(again: () => void, say: (text: string) => void): Readings {
  const [jobs, set] = useState<Job[]>([]);
  const [over, setOver] = useState(false);
  const [, go] = useLocation();
  const put = useCallback((job: Job) => set((old) => (old.some((j) => j.id === job.id) ? old.map((j) => (j.id === job.id ? job : j)) : [...old, job])), []);
  const follow = useCallback(async (job: Job, open: boolean) => {
    put(job);
    while (!["done", "failed"].includes(job.state)) {
      await new Promise((wait) => setTimeout(wait, 300));
      job = await get<Job>(`/jobs/${job.id}`);
      put(job);
    }
    again();
    if (open && job.state === "done" && job.articles.length === 1) go(`/reports/${job.articles[0]}`);
  }, []);
  const files = useCallback(async (chosen: FileList | File[]) => {
    for (const file of chosen) {
      try { follow(await upload(file), chosen.length === 1); } catch (error) { say(`${file.name}: ${(error as Error).message}`); }
    }
  }, []);
  const text = useCallback(async (body: object) => {
    try { await follow(await post<Job>("/reports", body), true); } catch (error) { say((error as Error).message); }
  }, []);
  useEffect(() => {
    const holds = (event: DragEvent) => event.dataTransfer?.types.includes("Files");
    const enter = (event: DragEvent) => { if (holds(event)) { event.preventDefault(); setOver(true); } };
    const leave = (event: DragEvent) => { if (!event.relatedTarget) setOver(false); };
    const drop = (event: DragEvent) => {
      if (!holds(event)) return;
      event.preventDefault();
      setOver(false);
      files(event.dataTransfer!.files);
    };
    document.addEventListener("dragover", enter);
    document.addEventListener("dragleave", leave);
    document.addEventListener("drop", drop);
    return () => { document.removeEventListener("dragover", enter); document.removeEventListener("dragleave", leave); document.removeEventListener("drop", drop); };
  }, []);
  return { jobs, files, text, over, clear: () => set((old) => old.filter((j) => !["done", "failed"].includes(j.state))) };
}

export function Reading({ reading }: { reading: Readings }) {
  return (
    <>
      {reading.over && <div class="drop">Drop to read: text, HTML, PDF, feeds, WARC, JSONL, CSV, Parquet</div>}
      {reading.jobs.length > 0 && (
        <section class="jobs" aria-label="Being read">
          {reading.jobs.map((job) => (
            <div key={job.id} class="job">
              <span><bdi>{calm(job.name)}</bdi>: {job.state}{job.known > 0 && `, ${job.known} known already`}</span>
              {!["done", "failed"].includes(job.state) && <progress aria-label={`Progress of ${calm(job.name)}`} value={job.state === "waiting" ? undefined : job.share} max={1} />}
              {job.articles.slice(0, 3).map((id) => <Link key={id} href={`/reports/${id}`}>open</Link>)}
              {job.articles.length > 3 && <Link href="/reports">{job.articles.length} reports</Link>}
              {job.skipped.map((one, i) => <span key={i} class="problem">{calm(one.why)}</span>)}
            </div>
          ))}
          <button type="button" onClick={reading.clear}>Clear</button>
        </section>
      )}
    </>
  );
}

export function Paste({ reading, today }: { reading: Readings; today: string }) {
  const [content, setContent] = useState("");
  const [publisher, setPublisher] = useState("");
  const [published, setPublished] = useState(today);
  const [busy, setBusy] = useState(false);
  useEffect(() => setPublished((old) => old || today), [today]);
  const read = async (event: Event) => {
    event.preventDefault();
    setBusy(true);
    const format = /^\s*<(!doctype|html|body|article|div|p|h1)\b/i.test(content) ? "html" : "text";
    await reading.text({ content, format, publisher: publisher || null, published: published || null });
    setBusy(false);
  };
  return (
    <form class="paste" onSubmit={read}>
      <label class="field wide"><span>Text or HTML of a report</span>
        <textarea name="content" rows={5} value={content} onInput={(e) => setContent((e.target as HTMLTextAreaElement).value)} placeholder="Paste a report here, or drop a file anywhere on this page." />
      </label>
      <label class="field"><span>Publisher</span><input name="publisher" value={publisher} onInput={(e) => setPublisher((e.target as HTMLInputElement).value)} /></label>
      <label class="field"><span>Published</span><input name="published" type="date" value={published} onInput={(e) => setPublished((e.target as HTMLInputElement).value)} /></label>
      <button type="submit" class="main" disabled={!content.trim() || busy}>{busy ? "Reading …" : "Read"}</button>
      <label class="file"><span>or choose files</span><input type="file" multiple onChange={(e) => { const files = (e.target as HTMLInputElement).files; if (files) reading.files(files); }} /></label>
    </form>
  );
}
