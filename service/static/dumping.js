// Dumping: the third view. A file becomes a job of the service; the address names it, so that whoever comes
// back, or loads the page again, finds it where it is.
import { ask } from "./api.js";
import { browse } from "./browsing.js";
import { drawCode } from "./code.js";
import { announce, find, make, makeButton } from "./dom.js";
import { acceptDrops } from "./dropping.js";
import { refuse, showError } from "./failing.js";
import { drawJob, drawJobs, isOver } from "./jobs.js";
import { writeRoute } from "./routing.js";
import { upload } from "./uploading.js";
import { formatNumber, say } from "./words.js";

// Often enough for a bar that moves, seldom enough for a service that has other work.
const PAUSE = 1000;
let following = null;
let dropped = null;

export function startDumping() {
  find("dump-form").addEventListener("submit", (event) => { event.preventDefault(); start(); });
  find("dump-example").addEventListener("click", startExample);
  find("dump-file").addEventListener("change", () => { dropped = null; });
  acceptDrops(find("dump-form"), (file) => { dropped = file; start(); });
  addEventListener("hashchange", () => { if (!location.hash.startsWith("#dump")) following?.abort(); });
}

/** Show the job that the address names, and all that there are. */
export async function enterDumping(settings) {
  following?.abort();
  const own = (following = new AbortController());
  showError(find("dump-error"), null);
  find("dump-job").replaceChildren();
  const id = settings.get("job");
  await Promise.all([listJobs(id, own.signal), id ? follow(id, own.signal) : null]);
}

async function startExample() {
  const reply = await fetch("/static/examples/dump.jsonl");
  dropped = new File([await reply.blob()], "dump.jsonl");
  await start();
}

async function start() {
  const file = dropped ?? find("dump-file").files[0];
  const own = (following = (following?.abort(), new AbortController()));
  showError(find("dump-error"), null);
  try {
    if (!file) throw refuse("dump.nofile");
    const bar = make("progress", { max: "1", value: "0", "aria-label": say("dump.uploading") });
    const stop = makeButton(say("key.cancel"), () => own.abort());
    find("dump-job").replaceChildren(make("section", { class: "panel job" }, make("h2", {}, say("dump.uploading")), bar, make("div", { class: "row small" }, stop)));
    const job = await upload(file, readSettings(), (share) => { bar.value = share; }, own.signal);
    dropped = null;
    location.hash = writeRoute("dump", { job: job.id });
  } catch (error) {
    find("dump-job").replaceChildren();
    showError(find("dump-error"), error);
  }
}

function readSettings() {
  const threshold = find("dump-threshold").value;
  return { kind: "dedup", level: "both", keep: find("dump-keep").value, ...(threshold ? { threshold } : {}) };
}

async function listJobs(current, signal) {
  try {
    const { jobs } = await ask("/v1/jobs", { signal });
    find("dump-jobs").replaceChildren(...drawJobs(jobs.filter(({ id }) => id !== current)));
  } catch (error) {
    showError(find("dump-error"), error.kind === "not-found" ? refuse("dump.unavailable") : error);
  }
}

/** Show a job until it is over, then what it found. */
async function follow(id, signal) {
  const place = find("dump-job");
  try {
    for (let told = ""; ; ) {
      const job = await ask(`/v1/jobs/${encodeURIComponent(id)}`, { signal });
      if (isOver(job)) {
        place.replaceChildren(drawJob(job, remove), drawCode("dump", pickSettings(job.settings)));
        announce(say(`state.${job.state}`));
        if (job.state === "done") place.append(await browse(job, signal));
        return;
      }
      update(place, job);
      if (told !== job.phase) announce(say("dump.phase", { place: formatNumber(job.place ?? 0), phases: formatNumber(job.phases ?? 0), phase: say(`phase.${job.phase}`) }));
      told = job.phase;
      await pause(signal);
    }
  } catch (error) {
    if (error.name === "AbortError") return;
    place.replaceChildren();
    showError(find("dump-error"), error.kind === "not-found" ? refuse("dump.missing") : error);
  }
}

/** Draw a running job anew, unless its button is in use: whoever has the focus on it keeps it. */
function update(place, job) {
  const focused = place.querySelector("button:focus") !== null;
  place.replaceChildren(drawJob(job, remove));
  if (focused) place.querySelector("button").focus();
}

async function remove(job) {
  following?.abort();
  try {
    await ask(`/v1/jobs/${encodeURIComponent(job.id)}`, { method: "DELETE" });
    location.hash = "#dump";
    find("dump-job").replaceChildren(make("p", { class: "panel", id: "dump-gone" }, say(isOver(job) ? "dump.removed" : "dump.cancelled")));
    announce(say(isOver(job) ? "dump.removed" : "dump.cancelled"));
  } catch (error) {
    showError(find("dump-error"), error);
  }
}

function pickSettings({ keep, threshold, level }) {
  return { keep, threshold, level };
}

function pause(signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, PAUSE);
    signal.addEventListener("abort", () => { clearTimeout(timer); reject(new DOMException("given up", "AbortError")); }, { once: true });
  });
}
