// Dumping: the third view. A file becomes a job of the service; the address names it, so that whoever comes
// back, or loads the page again, finds it where it is.
import { ask } from "../service/requests.js";
import { browse } from "./results.js";
import { drawCode } from "../interface/code.js";
import { announce, find, make, makeButton } from "../interface/dom.js";
import { acceptDrops } from "../interface/files.js";
import { refuse, showError } from "../service/errors.js";
import { isolate } from "../interface/untrusted_text.js";
import { drawJob, drawJobs, isOver, namePhase } from "./jobs.js";
import { keepRoute, writeRoute } from "../interface/routes.js";
import { upload } from "./upload.js";
import { formatBytes, say } from "../interface/words.js";

// Often enough for a bar that moves, seldom enough for a service that has other work.
const PAUSE = 1000;
let following = null;
let dropped = null;

export function startDumping() {
  find("dump-form").addEventListener("submit", (event) => { event.preventDefault(); start(); });
  find("dump-example").addEventListener("click", startExample);
  find("dump-file").addEventListener("change", () => take(null));
  acceptDrops(find("dump-form"), (file) => { take(file); start(); });
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
  take(new File([await reply.blob()], "dump.jsonl"));
  await start();
}

/** A file that was dropped, or nothing: then the one that the field holds; and which it is. */
function take(file) {
  dropped = file;
  const chosen = file ?? find("dump-file").files[0];
  find("dump-chosen").replaceChildren(...(chosen ? [isolate(chosen.name), " · ", make("bdi", {}, formatBytes(chosen.size))] : [say("dump.drop")]));
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
        place.replaceChildren(drawJob(job, remove), drawCode("dump", { kind: job.kind, ...job.settings }));
        announce(say(`state.${job.state}`));
        if (job.state === "done") place.append(await browse(job, signal));
        return;
      }
      update(place, job);
      if (told !== job.phase) announce(job.phase ? namePhase(job) : say("state.queued"));
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
    keepRoute("dump", {});
    await enterDumping(new URLSearchParams());
    const told = make("p", { class: "panel", id: "dump-gone", tabindex: "-1" }, say(isOver(job) ? "dump.removed" : "dump.cancelled"));
    find("dump-job").replaceChildren(told);
    // The button that had the focus is gone.
    told.focus();
    announce(told.textContent);
  } catch (error) {
    showError(find("dump-error"), error);
  }
}

function pause(signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, PAUSE);
    signal.addEventListener("abort", () => { clearTimeout(timer); reject(new DOMException("given up", "AbortError")); }, { once: true });
  });
}
