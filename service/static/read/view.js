// The first view: a page, its articles and their summaries.
import { request } from "../service/requests.js";
import { drawCode } from "../interface/code.js";
import { announce, find, make } from "../interface/dom.js";
import { acceptDrops, readText } from "../interface/files.js";
import { refuse, showError } from "../service/errors.js";
import { listPlaces, makeHighlighter } from "./highlights.js";
import { drawPage } from "./page.js";
import { acceptLongPastes } from "../interface/long_paste.js";
import { keepRoute } from "../interface/routes.js";
import { focusSentence, watchScores } from "./scores.js";
import { cutReply, drawButtons, drawSummary } from "./summary.js";
import { formatNumber, translate } from "../interface/words.js";

// The number of sentences requested first, whatever the slider shows, so that it can follow a finger by their ranks.
// It takes the service a few milliseconds more; nobody reads a longer summary, even of a whole book.
const RANKED = 200;
const DEFAULT_LENGTH = 3;
let length = DEFAULT_LENGTH;
// Milliseconds without a move after which the slider counts as at rest.
const SETTLE = 150;
let running = null;
let settling = 0;
// The text whose answer is on the screen.
let shown = "";

export function startReadView() {
  const text = find("read-text");
  find("read-form").addEventListener("submit", (event) => { event.preventDefault(); summarise(); });
  find("read-example").addEventListener("click", showExample);
  find("read-file").addEventListener("change", (event) => { if (event.target.files[0]) takeFile(event.target.files[0]); });
  acceptDrops(find("read-form"), takeFile);
  acceptLongPastes(text);
  text.addEventListener("input", () => { const note = find("stale"); if (note) note.hidden = text.value === shown; });
  for (const id of ["read-mode", "read-focus"]) find(id).addEventListener("change", () => { keepSettings(); if (text.value.trim()) summarise(); });
}

/** Take the settings from an address. */
export function enterReadView(settings) {
  find("read-mode").value = ["news", "content"].includes(settings.get("mode")) ? settings.get("mode") : "auto";
  find("read-focus").value = settings.get("focus") ?? "";
  length = Math.min(RANKED, Math.max(1, Number.parseInt(settings.get("sentences"), 10) || DEFAULT_LENGTH));
  const slider = find("length");
  if (slider && Number(slider.value) !== length) {
    slider.value = length;
    slider.dispatchEvent(new Event("input"));
  }
}

async function showExample() {
  find("read-text").value = await (await fetch("/static/examples/page.txt")).text();
  await summarise();
}

async function takeFile(file) {
  const { text, encoding } = await readText(file);
  find("read-text").value = text;
  find("read-hint").textContent = encoding === "UTF-8" ? translate("read.hint") : translate("read.encoding", { encoding: encoding.replace("w", "W") });
  await summarise();
}

async function summarise() {
  const text = find("read-text").value;
  running?.abort();
  const own = (running = new AbortController());
  showError(find("read-error"), null);
  const busy = document.querySelector("#read-form .primary");
  busy.setAttribute("aria-busy", "true");
  announce(translate("read.busy"));
  try {
    if (!text.trim()) throw refuse("error.empty");
    const body = { text, sentences: RANKED, ...readSettings() };
    checkSize(body);
    show(text, await request("/v1/summaries", { method: "POST", body, signal: own.signal }));
  } catch (error) {
    showError(find("read-error"), error);
  } finally {
    if (running === own) busy.removeAttribute("aria-busy");
  }
}

/** Refuse a body over the limit here: the service would close the connection while it is being sent. */
function checkSize(body) {
  const most = Number(document.documentElement.dataset.maxBody);
  if (new Blob([JSON.stringify(body)]).size > most) throw refuse("error.too-large");
}

function readSettings() {
  const focus = find("read-focus").value.trim();
  return { mode: find("read-mode").value, ...(focus ? { focus } : {}) };
}

function keepSettings() {
  const { mode, focus } = readSettings();
  keepRoute("read", { sentences: length, mode: mode === "auto" ? "" : mode, focus });
}

function show(given, reply) {
  shown = given;
  // Of HTML, the service answers with the lines that a browser shows; all places count in those.
  const text = reply.text ?? given;
  const result = find("read-result");
  if (!reply.articles.length) {
    result.replaceChildren(make("p", { class: "panel" }, translate("read.none")), drawPage(text, reply).root);
    return;
  }
  const { root, ranked } = drawPage(text, reply);
  const go = (sentence) => { sentence.scrollIntoView({ block: "center" }); focusSentence([...root.querySelectorAll(".sentence")], sentence); };
  const { lists, entries } = drawSummary(reply, ranked, go);
  const code = make("div");
  const highlight = makeHighlighter(ranked, entries);
  let exact = null;
  const slider = drawSlider(Math.max(1, ...ranked.map((sentences) => sentences.length)), (n) => {
    length = n;
    exact = null;
    highlight(n);
    // Only at rest: the sentences must follow at once, and browsers limit how often an address may change.
    clearTimeout(settling);
    settling = setTimeout(async () => {
      keepSettings();
      code.replaceChildren(drawCode("read", { sentences: n, ...readSettings() }));
      try {
        const answer = await request("/v1/summaries", { method: "POST", body: { text: given, sentences: n, ...readSettings() } });
        if (length !== n || shown !== given) return;
        exact = answer;
        highlight(n, listPlaces(answer));
      } catch (error) {
        showError(find("read-error"), error);
      }
    }, SETTLE);
  });
  result.replaceChildren(
    make("p", { class: "found", id: "found" }, translate("read.found", { n: formatNumber(reply.articles.length) })),
    make("p", { class: "stale", id: "stale", role: "status", hidden: true }, translate("read.stale")),
    make("div", { class: "columns" },
      make("section", { class: "panel page", "aria-labelledby": "page-title" }, make("h2", { id: "page-title" }, translate("read.page")), drawLegend(), root),
      make("aside", { class: "panel side", "aria-labelledby": "summary-title" },
        make("h2", { id: "summary-title" }, translate("summary.title")), slider, ...lists, drawButtons(() => exact ?? cutReply(reply, length), keepSettings), code)));
  watchScores(root);
  slider.querySelector("input").dispatchEvent(new Event("input"));
  announce(translate("read.found", { n: formatNumber(reply.articles.length) }));
  result.scrollIntoView({ block: "start" });
}

function drawSlider(total, change) {
  const value = make("output", { for: "length", id: "length-value" });
  const input = make("input", { type: "range", id: "length", min: "1", max: total, value: Math.min(length, total), "aria-describedby": "length-value" });
  input.addEventListener("input", () => {
    const words = translate("read.length.value", { n: formatNumber(input.value), total: formatNumber(total) });
    value.textContent = words;
    input.setAttribute("aria-valuetext", words);
    change(Number(input.value));
  });
  return make("div", { class: "slider" }, make("label", { for: "length" }, translate("read.length")), input, value);
}

function drawLegend() {
  return make("p", { class: "legend" },
    make("span", { class: "sentence chosen" }, translate("read.legend.chosen")), make("s", {}, translate("read.legend.removed")),
    make("span", { class: "hint" }, translate("read.legend.how")));
}
