// The third view: a file is uploaded as a job of the service. The address holds the job's id, so that the page
// can be closed and opened again.
import { request } from "../service/requests.js";
import { drawResults } from "./results.js";
import { drawCode } from "../interface/code.js";
import { announce, find, make, makeButton } from "../interface/dom.js";
import { acceptDrops } from "../interface/files.js";
import { refuse, showError } from "../service/errors.js";
import { isolate } from "../interface/untrusted_text.js";
import { drawFields, lacksText, readFields, readNames } from "./fields.js";
import { drawJob, drawJobs, hasEnded, namePhase } from "./jobs.js";
import { keepRoute, writeRoute } from "../interface/routes.js";
import { upload } from "./upload.js";
import { formatBytes, translate } from "../interface/words.js";

// Milliseconds between requests for the state of a job.
const PAUSE = 1000;
let following = null;
let dropped = null;

export function startDumpView() {
  find("dump-form").addEventListener("submit", (event) => { event.preventDefault(); start(); });
  find("dump-example").addEventListener("click", startExample);
  find("dump-file").addEventListener("change", () => take(null));
  acceptDrops(find("dump-form"), take);
  addEventListener("hashchange", () => { if (!location.hash.startsWith("#dump")) following?.abort(); });
}

/** Show the job in the address, and the list of all jobs. */
export async function enterDumpView(settings) {
  following?.abort();
  const own = (following = new AbortController());
  showError(find("dump-error"), null);
  find("dump-job").replaceChildren();
  const id = settings.get("job");
  await Promise.all([listJobs(id, own.signal), id ? follow(id, own.signal) : null]);
}

async function startExample() {
  const reply = await fetch("/static/examples/dump.jsonl");
  await take(new File([await reply.blob()], "dump.jsonl"));
  await start();
}

/** Take a dropped file, or with null the file of the field, and show its name, its size and its fields. */
async function take(file) {
  dropped = file;
  const chosen = file ?? find("dump-file").files[0];
  find("dump-chosen").replaceChildren(...(chosen ? [isolate(chosen.name), " · ", make("bdi", {}, formatBytes(chosen.size))] : [translate("dump.drop")]));
  drawFields(chosen ? await readNames(chosen) : []);
}

async function start() {
  const file = dropped ?? find("dump-file").files[0];
  const own = (following = (following?.abort(), new AbortController()));
  showError(find("dump-error"), null);
  try {
    if (!file) throw refuse("dump.nofile");
    if (!file.size) throw refuse("dump.empty", file.name);
    if (lacksText()) throw refuse("dump.notext");
    const bar = make("progress", { max: "1", value: "0", "aria-label": translate("dump.uploading") });
    const stop = makeButton(translate("key.cancel"), () => own.abort());
    find("dump-job").replaceChildren(make("section", { class: "panel job" }, make("h2", {}, translate("dump.uploading")), bar, make("div", { class: "row small" }, stop)));
    const job = await upload(file, { ...readSettings(), ...readFields(), file: file.name.slice(0, 255) }, (share) => { bar.value = share; }, own.signal);
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
    const { jobs } = await request("/v1/jobs", { signal });
    find("dump-jobs").replaceChildren(...drawJobs(jobs.filter(({ id }) => id !== current)));
  } catch (error) {
    showError(find("dump-error"), error.kind === "not-found" ? refuse("dump.unavailable") : error);
  }
}

/** Show a job until it has ended, then its results. */
async function follow(id, signal) {
  const place = find("dump-job");
  try {
    for (let announced = ""; ; ) {
      const job = await request(`/v1/jobs/${encodeURIComponent(id)}`, { signal });
      if (hasEnded(job)) {
        place.replaceChildren(drawJob(job, remove), drawCode("dump", { kind: job.kind, ...job.settings }));
        announce(translate(`state.${job.state}`));
        if (job.state === "done") place.append(await drawResults(job, signal));
        return;
      }
      update(place, job);
      if (announced !== job.phase) announce(job.phase ? namePhase(job) : translate("state.queued"));
      announced = job.phase;
      await pause(signal);
    }
  } catch (error) {
    if (error.name === "AbortError") return;
    place.replaceChildren();
    showError(find("dump-error"), error.kind === "not-found" ? refuse("dump.missing") : error);
  }
}

/** Redraw a running job; a focus on its button is kept. */
function update(place, job) {
  const focused = place.querySelector("button:focus") !== null;
  place.replaceChildren(drawJob(job, remove));
  if (focused) place.querySelector("button").focus();
}

async function remove(job) {
  following?.abort();
  try {
    await request(`/v1/jobs/${encodeURIComponent(job.id)}`, { method: "DELETE" });
    keepRoute("dump", {});
    await enterDumpView(new URLSearchParams());
    const note = make("p", { class: "panel", id: "dump-gone", tabindex: "-1" }, translate(hasEnded(job) ? "dump.removed" : "dump.cancelled"));
    find("dump-job").replaceChildren(note);
    // The focus was on a button that is gone.
    note.focus();
    announce(note.textContent);
  } catch (error) {
    showError(find("dump-error"), error);
  }
}

function pause(signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, PAUSE);
    signal.addEventListener("abort", () => { clearTimeout(timer); reject(new DOMException("aborted", "AbortError")); }, { once: true });
  });
}
