// Reading: the first view. A page comes in, its articles and their summaries are shown where they stand.
import { ask } from "../service/requests.js";
import { drawCode } from "../interface/code.js";
import { announce, find, make } from "../interface/dom.js";
import { acceptDrops, readText } from "../interface/files.js";
import { refuse, showError } from "../service/errors.js";
import { makeLighter } from "./highlights.js";
import { drawPage } from "./page.js";
import { acceptLongPastes } from "../interface/long_paste.js";
import { keepRoute } from "../interface/routes.js";
import { focusSentence, watchScores } from "./scores.js";
import { cutReply, drawButtons, drawSummary } from "./summary.js";
import { formatNumber, say } from "../interface/words.js";

// As many are ranked, whatever the slider shows: it then never has to ask again. The service takes a few
// milliseconds more for them; of a whole book, nobody reads a longer summary.
const RANKED = 200;
const DEFAULT_LENGTH = 3;
let length = DEFAULT_LENGTH;
// Milliseconds after which a slider has come to rest.
const SETTLE = 150;
let running = null;
let settling = 0;
// The text that the answer on the screen is of.
let shown = "";

export function startReading() {
  const text = find("read-text");
  find("read-form").addEventListener("submit", (event) => { event.preventDefault(); summarise(); });
  find("read-example").addEventListener("click", showExample);
  find("read-file").addEventListener("change", (event) => { if (event.target.files[0]) takeFile(event.target.files[0]); });
  acceptDrops(find("read-form"), takeFile);
  acceptLongPastes(text);
  text.addEventListener("input", () => { const told = find("stale"); if (told) told.hidden = text.value === shown; });
  for (const id of ["read-mode", "read-focus"]) find(id).addEventListener("change", () => { keepSettings(); if (text.value.trim()) summarise(); });
}

/** Take the settings that an address names. */
export function enterReading(settings) {
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
  const { text, isUtf8 } = await readText(file);
  find("read-text").value = text;
  find("read-hint").textContent = isUtf8 ? say("read.hint") : say("read.encoding");
  await summarise();
}

async function summarise() {
  const text = find("read-text").value;
  running?.abort();
  const own = (running = new AbortController());
  showError(find("read-error"), null);
  const busy = document.querySelector("#read-form .primary");
  busy.setAttribute("aria-busy", "true");
  announce(say("read.busy"));
  try {
    if (!text.trim()) throw refuse("error.empty");
    const body = { text, sentences: RANKED, ...readSettings() };
    checkSize(body);
    show(text, await ask("/v1/summaries", { method: "POST", body, signal: own.signal }));
  } catch (error) {
    showError(find("read-error"), error);
  } finally {
    if (running === own) busy.removeAttribute("aria-busy");
  }
}

/** A body beyond the limit is refused here: the service would close the connection while it is still sent. */
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

function show(text, reply) {
  shown = text;
  const result = find("read-result");
  if (!reply.articles.length) {
    result.replaceChildren(make("p", { class: "panel" }, say("read.none")), drawPage(text, reply).root);
    return;
  }
  const { root, ranked } = drawPage(text, reply);
  const go = (sentence) => { sentence.scrollIntoView({ block: "center" }); focusSentence([...root.querySelectorAll(".sentence")], sentence); };
  const { lists, entries } = drawSummary(reply, ranked, go);
  const code = make("div");
  const light = makeLighter(ranked, entries);
  const slider = drawSlider(Math.max(1, ...ranked.map((sentences) => sentences.length)), (n) => {
    length = n;
    light(n);
    // Not while the slider moves: the sentences come first, and browsers limit how often an address may change.
    clearTimeout(settling);
    settling = setTimeout(() => {
      keepSettings();
      code.replaceChildren(drawCode("read", { sentences: n, ...readSettings() }));
    }, SETTLE);
  });
  result.replaceChildren(
    make("p", { class: "found", id: "found" }, say("read.found", { n: formatNumber(reply.articles.length) })),
    make("p", { class: "stale", id: "stale", role: "status", hidden: true }, say("read.stale")),
    make("div", { class: "columns" },
      make("section", { class: "panel page", "aria-labelledby": "page-title" }, make("h2", { id: "page-title" }, say("read.page")), drawLegend(), root),
      make("aside", { class: "panel side", "aria-labelledby": "summary-title" },
        make("h2", { id: "summary-title" }, say("summary.title")), slider, ...lists, drawButtons(() => cutReply(reply, length), keepSettings), code)));
  watchScores(root);
  slider.querySelector("input").dispatchEvent(new Event("input"));
  announce(say("read.found", { n: formatNumber(reply.articles.length) }));
  result.scrollIntoView({ block: "start" });
}

function drawSlider(total, change) {
  const told = make("output", { for: "length", id: "length-value" });
  const input = make("input", { type: "range", id: "length", min: "1", max: total, value: Math.min(length, total), "aria-describedby": "length-value" });
  input.addEventListener("input", () => {
    const words = say("read.length.value", { n: formatNumber(input.value), total: formatNumber(total) });
    told.textContent = words;
    input.setAttribute("aria-valuetext", words);
    change(Number(input.value));
  });
  return make("div", { class: "slider" }, make("label", { for: "length" }, say("read.length")), input, told);
}

function drawLegend() {
  return make("p", { class: "legend" },
    make("span", { class: "sentence chosen" }, say("read.legend.chosen")), make("s", {}, say("read.legend.removed")),
    make("span", { class: "hint" }, say("read.legend.how")));
}
