// The result: the page with its sentences, the summary beside it, and the list of its articles; used by view.js.
import { make, isolateValues } from "../interface/dom.js";
import { isolate } from "../interface/untrusted_text.js";
import { drawPage } from "./page.js";
import { focusSentence, watchScores } from "./scores.js";
import { drawSummary } from "./summary.js";
import { makeHighlighter } from "./highlights.js";
import { formatNumber, translate } from "../interface/words.js";

/**
 * The elements of a result, `highlight(n, places)` of highlights.js, and `total`, the most sentences of an article.
 * `slider`, `buttons` and `code` are drawn by the caller; `copyArticle(index, button)` copies one summary.
 */
export function drawResult(text, reply, { makeSlider, buttons, code, copyArticle }) {
  const { root, ranked } = drawPage(text, reply);
  const go = (sentence) => { sentence.scrollIntoView({ block: "center" }); focusSentence([...root.querySelectorAll(".sentence")], sentence); };
  const { lists, entries } = drawSummary(reply, ranked, { go, copyArticle });
  const slider = makeSlider(Math.max(1, ...ranked.map((sentences) => sentences.length)));
  const nodes = [
    make("p", { class: "found", id: "found" }, translate("read.found", { n: formatNumber(reply.articles.length) })),
    drawContents(reply, root),
    make("p", { class: "stale", id: "stale", role: "status", hidden: true }, translate("read.stale")),
    make("div", { class: "columns" },
      make("section", { class: "panel page", "aria-labelledby": "page-title" }, make("h2", { id: "page-title" }, translate("read.page")), drawLegend(), root),
      make("aside", { class: "panel side", "aria-labelledby": "summary-title" },
        make("h2", { id: "summary-title" }, translate("summary.title")), slider, buttons, ...lists, code)),
  ];
  return { nodes: nodes.filter(Boolean), highlight: makeHighlighter(ranked, entries), start: () => { watchScores(root); startSlider(slider); } };
}

/** The slider under its label; `change(n)` is called at each move. */
export function drawSlider(total, length, change) {
  const value = make("output", { for: "length", id: "length-value" });
  const input = make("input", { type: "range", id: "length", min: "1", max: total, value: Math.min(length, total), "aria-describedby": "length-value" });
  input.addEventListener("input", () => {
    const words = translate("read.length.value", { n: formatNumber(input.value), total: formatNumber(total) });
    value.replaceChildren(...isolateValues(words));
    input.setAttribute("aria-valuetext", words);
    change(Number(input.value));
  });
  return make("div", { class: "slider" }, make("label", { for: "length" }, translate("read.length")), input, value);
}

function startSlider(slider) {
  slider.querySelector("input").dispatchEvent(new Event("input"));
}

/** Links to the articles of a page that has several; the focus goes along. */
function drawContents(reply, root) {
  if (reply.articles.length < 2) return null;
  const marks = root.querySelectorAll(".article-mark");
  const rows = reply.articles.map(({ title }, place) => make("li", {}, make("a", {
    href: "#read",
    onclick: (event) => {
      event.preventDefault();
      marks[place].scrollIntoView({ block: "start" });
      marks[place].focus();
    },
  }, title ? isolate(title.text) : translate("read.article", { n: formatNumber(place + 1) }))));
  return make("nav", { class: "contents", id: "contents", "aria-label": translate("read.contents") }, make("ol", {}, ...rows));
}

function drawLegend() {
  return make("p", { class: "legend" },
    make("span", { class: "sentence chosen" }, translate("read.legend.chosen")), make("s", {}, translate("read.legend.removed")),
    make("span", { class: "hint" }, translate("read.legend.how")));
}
