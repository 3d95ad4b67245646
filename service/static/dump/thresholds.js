// Thresholds: a slider that shows how many documents each threshold would keep, from counts of the job. To apply
// one, the service decides again without measuring again.
import { request } from "../service/requests.js";
import { isolateValues, make, makeButton } from "../interface/dom.js";
import { showError } from "../service/errors.js";
import { formatNumber, translate } from "../interface/words.js";

export async function drawThresholds(path, job, signal) {
  const { histogram, kept, threshold } = await request(`${path}/thresholds`, { signal });
  if (!kept.length) return null;
  const value = make("output", { for: "threshold", id: "threshold-value" });
  // Not all pairs of low likeness were measured, so that the lowest thresholds have no counts.
  const lowest = Math.max(0, kept.findIndex((count) => count !== null));
  const bars = drawBars(histogram.slice(lowest));
  const total = job.counts?.documents ?? Math.max(...kept);
  // The trained rule goes by more than the likeness: the slider opens where a threshold would keep as many.
  const start = threshold === null ? findNearest(kept, job.counts?.kept ?? total) : Math.round(threshold * 100);
  const input = make("input", { type: "range", id: "threshold", min: lowest, max: "100", value: start, "aria-describedby": "threshold-value" });
  const show = () => {
    const at = Number(input.value);
    const words = translate("browse.threshold.kept", { threshold: formatNumber(at / 100, 2), kept: formatNumber(kept[at]), total: formatNumber(total) });
    value.replaceChildren(...isolateValues(words));
    input.setAttribute("aria-valuetext", words);
    for (const [place, bar] of [...bars.children].entries()) bar.classList.toggle("above", place + lowest >= at);
  };
  input.addEventListener("input", show);
  show();
  if (threshold === null) {
    const words = translate("browse.threshold.rule", { kept: formatNumber(job.counts?.kept ?? total), total: formatNumber(total) });
    value.replaceChildren(...isolateValues(words));
    input.setAttribute("aria-valuetext", words);
  }
  const error = make("div", { class: "error", role: "alert", hidden: true });
  const decide = async (wanted) => {
    try {
      await request(`${path}/thresholds`, { method: "POST", body: { threshold: wanted, keep: job.settings?.keep ?? "first" } });
      // The job runs again under the same address: show it from the start.
      dispatchEvent(new HashChangeEvent("hashchange"));
    } catch (problem) {
      showError(error, problem);
    }
  };
  const apply = makeButton(translate("browse.threshold.apply"), () => decide(Number(input.value) / 100), { id: "threshold-apply" });
  const restore = threshold === null ? null : makeButton(translate("browse.threshold.restore"), () => decide(null), { id: "threshold-rule" });
  return make("section", { class: "panel", id: "thresholds" },
    make("h2", {}, make("label", { for: "threshold" }, translate("browse.threshold"))),
    bars, input, make("p", { class: "scale", "aria-hidden": "true" }, make("span", {}, formatNumber(lowest / 100, 2)), make("span", {}, formatNumber(1, 2))), value, make("p", { class: "hint" }, translate("browse.threshold.hint")), error, make("div", { class: "row small" }, apply, restore));
}

/** The place of the count that is nearest to a number. */
function findNearest(kept, wanted) {
  const distances = kept.map((count) => (count === null ? Infinity : Math.abs(count - wanted)));
  return distances.indexOf(Math.min(...distances));
}

/** A bar for each hundredth of likeness, on a logarithmic scale, as most pairs have a low likeness. */
function drawBars(histogram) {
  const most = Math.log1p(Math.max(1, ...histogram));
  return make("div", { class: "histogram", "aria-hidden": "true" }, ...histogram.map((count) => {
    const bar = make("span");
    bar.style.blockSize = `${Math.round((Math.log1p(count) / most) * 100)}%`;
    return bar;
  }));
}
