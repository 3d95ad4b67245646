// Jobs: the state of one, and the list of all; used by view.js.
import { make, makeButton } from "../interface/dom.js";
import { showError } from "../service/errors.js";
import { Refusal } from "../service/requests.js";
import { writeRoute } from "../interface/routes.js";
import { isolate } from "../interface/untrusted_text.js";
import { formatBytes, formatNumber, formatSeconds, formatTime, hasWords, translate } from "../interface/words.js";

export function hasEnded({ state }) {
  return ["done", "failed"].includes(state);
}

/** One job: its state, its phase with a bar while it runs, its counts when it is done. */
export function drawJob(job, remove) {
  const panel = make("section", { class: `panel job job-${job.state}`, "aria-label": translate(`state.${job.state}`), "data-state": job.state },
    make("h2", {}, translate(`state.${job.state}`), ...(job.file ? [" · ", isolate(job.file)] : [])),
    make("p", { class: "hint" }, describeJob(job), " · ", make("bdi", { dir: "ltr" }, job.id)));
  if (!hasEnded(job)) panel.append(...drawProgress(job));
  if (job.counts) panel.append(drawCounts(job.counts));
  if (job.counts && !job.counts.documents) panel.append(make("div", { class: "error", id: "no-documents" }, translate(job.counts.refused ? "dump.allrefused" : "dump.norecords", { n: formatNumber(job.counts.refused) })));
  if (job.error) {
    const box = make("div", { class: "error" });
    showError(box, new Refusal(job.error));
    panel.append(box);
  }
  const words = hasEnded(job) ? "dump.remove" : "dump.cancel";
  panel.append(make("div", { class: "row small" }, makeButton(translate(words), () => remove(job), { id: "job-remove" })));
  return panel;
}

/** Its size, its settings and when it was made. */
function describeJob({ kind, size, settings, created }) {
  const chosen = [
    size ? formatBytes(size) : null,
    kind === "dedup" ? [translate("dump.keep"), translate(`keep.${settings.keep ?? "first"}`)].join(" ") : translate("phase.summarize"),
    kind === "dedup" ? `${translate("compare.threshold")}: ${settings.threshold ? formatNumber(settings.threshold, 2) : translate("threshold.rule")}` : null,
    formatTime(created),
  ];
  return chosen.filter(Boolean).join(" · ");
}

/** The phase of a job in words. */
export function namePhase({ phase, place, phases }) {
  const name = hasWords(`phase.${phase}`) ? translate(`phase.${phase}`) : phase;
  return translate("dump.phase", { place: formatNumber(place), phases: formatNumber(phases), phase: name });
}

function drawProgress({ phase, place, phases, done, total, unit, seconds_left: left }) {
  if (!phase) return [make("progress", { "aria-label": translate("state.queued") }), make("p", { class: "hint" }, translate("dump.refresh"))];
  const label = namePhase({ phase, place, phases });
  // The total is known only once the phase has begun.
  const amount = total ? translate("dump.done", { unit: hasWords(`unit.${unit}`) ? translate(`unit.${unit}`) : unit, done: formatNumber(done), total: formatNumber(total) }) : null;
  // The service gives the time left of the present phase; 0 at its end.
  const time = left === 0 ? null : left ? translate("dump.left", { time: formatSeconds(left) }) : translate("dump.left.unknown");
  return [
    make("p", { id: "job-phase" }, label),
    // All phases count the same: how long each takes is not known before it runs.
    make("progress", { max: phases, value: place - 1 + (total ? done / total : 0), "aria-label": label }),
    make("p", { class: "hint", id: "job-time" }, [amount, time].filter(Boolean).join(" · ")),
    make("p", { class: "hint" }, translate("dump.refresh")),
  ];
}

function drawCounts(counts) {
  return make("dl", { class: "figures" }, ...["documents", "kept", "removed", "clusters", "refused"].map((name) =>
    make("div", {}, make("dt", {}, translate(`count.${name}`)), make("dd", {}, formatNumber(counts[name] ?? 0)))));
}

/** A list of jobs to open, under a title; empty if there is no job. */
export function drawJobs(jobs) {
  if (!jobs.length) return [];
  const rows = jobs.map((job) => make("li", {},
    make("a", { href: writeRoute("dump", { job: job.id }) }, job.file ? isolate(job.file) : make("bdi", { dir: "ltr" }, job.id)),
    " · ", translate(`state.${job.state}`), " · ", describeJob(job),
    job.counts ? make("span", {}, " · ", translate("browse.cluster", { size: formatNumber(job.counts.documents) })) : null));
  return [make("section", { class: "panel" }, make("h2", {}, translate("dump.jobs")), make("ul", { class: "jobs" }, ...rows))];
}
