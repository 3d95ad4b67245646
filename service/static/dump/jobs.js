// Jobs: how far one has come, and which there are.
import { make, makeButton } from "../interface/dom.js";
import { showError } from "../service/errors.js";
import { Refusal } from "../service/requests.js";
import { writeRoute } from "../interface/routes.js";
import { formatNumber, formatSeconds, formatTime, knows, say } from "../interface/words.js";

export function isOver({ state }) {
  return ["done", "failed"].includes(state);
}

/** One job: its state, its phase with a bar while it works, its counts when it is done. */
export function drawJob(job, remove) {
  const panel = make("section", { class: `panel job job-${job.state}`, "aria-label": say(`state.${job.state}`), "data-state": job.state },
    make("h2", {}, say(`state.${job.state}`), " ", make("bdi", { class: "hint", dir: "ltr" }, job.id)));
  if (!isOver(job)) panel.append(...drawProgress(job));
  if (job.counts) panel.append(drawCounts(job.counts));
  if (job.error) {
    const told = make("div", { class: "error" });
    showError(told, new Refusal(job.error));
    panel.append(told);
  }
  const words = isOver(job) ? "dump.remove" : "dump.cancel";
  panel.append(make("div", { class: "row small" }, makeButton(say(words), () => remove(job), { id: "job-remove" })));
  return panel;
}

/** Which of the phases a job is in, in words. */
export function namePhase({ phase, place, phases }) {
  const name = knows(`phase.${phase}`) ? say(`phase.${phase}`) : phase;
  return say("dump.phase", { place: formatNumber(place), phases: formatNumber(phases), phase: name });
}

function drawProgress({ phase, place, phases, done, total, unit, seconds_left: left }) {
  if (!phase) return [make("progress", { "aria-label": say("state.queued") }), make("p", { class: "hint" }, say("dump.refresh"))];
  const told = namePhase({ phase, place, phases });
  // How much there is to do shows only when the phase has begun.
  const amount = total ? say("dump.done", { unit: knows(`unit.${unit}`) ? say(`unit.${unit}`) : unit, done: formatNumber(done), total: formatNumber(total) }) : null;
  // The service tells the time of the phase it is in; at its end there is none to tell.
  const time = left === 0 ? null : left ? say("dump.left", { time: formatSeconds(left) }) : say("dump.left.unknown");
  return [
    make("p", { id: "job-phase" }, told),
    // All phases weigh the same here: how long each takes is known only when it runs.
    make("progress", { max: phases, value: place - 1 + (total ? done / total : 0), "aria-label": told }),
    make("p", { class: "hint", id: "job-time" }, [amount, time].filter(Boolean).join(" · ")),
    make("p", { class: "hint" }, say("dump.refresh")),
  ];
}

function drawCounts(counts) {
  return make("dl", { class: "figures" }, ...["documents", "kept", "removed", "clusters", "refused"].map((name) =>
    make("div", {}, make("dt", {}, say(`count.${name}`)), make("dd", {}, formatNumber(counts[name] ?? 0)))));
}

/** A list of jobs to open, under a title; nothing where there is none. */
export function drawJobs(jobs) {
  if (!jobs.length) return [];
  const rows = jobs.map((job) => make("li", {},
    make("a", { href: writeRoute("dump", { job: job.id }) }, make("bdi", { dir: "ltr" }, job.id)),
    " · ", say(`state.${job.state}`), " · ", make("bdi", {}, formatTime(job.created)),
    job.counts ? ` · ${say("browse.cluster", { size: formatNumber(job.counts.documents) })}` : null));
  return [make("section", { class: "panel" }, make("h2", {}, say("dump.jobs")), make("ul", { class: "jobs" }, ...rows))];
}
