// The first view: a page, its articles and their summaries.
import { request } from "../service/requests.js";
import { drawCode } from "../interface/code.js";
import { announce, find, isolateValues, make } from "../interface/dom.js";
import { copy } from "../interface/export.js";
import { acceptDrops, readText } from "../interface/files.js";
import { ADDRESS, refuse, showError } from "../service/errors.js";
import { listPlaces } from "./highlights.js";
import { drawPage } from "./page.js";
import { acceptLongPastes, submitByKey } from "../interface/text_fields.js";
import { keepRoute } from "../interface/routes.js";
import { drawResult, drawSlider } from "./result.js";
import { writeText } from "./formats.js";
import { cutReply, drawButtons } from "./summary.js";
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
  submitByKey(text);
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
  try {
    const { text, encoding } = await readText(file);
    find("read-text").value = text;
    const words = encoding === "UTF-8" ? translate("read.hint") : translate("read.encoding", { encoding: encoding.replace("w", "W") });
    find("read-hint").replaceChildren(...isolateValues(words));
  } catch (error) {
    showError(find("read-error"), error);
    return;
  }
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
    if (ADDRESS.test(text)) throw refuse("error.address");
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
  const place = find("read-result");
  if (!reply.articles.length) {
    const why = translate(`none.${reply.no_article}`);
    place.replaceChildren(make("p", { class: "panel", id: "none" }, why), drawPage(text, reply).root);
    announce(why);
    return;
  }
  let exact = null;
  const read = () => exact ?? cutReply(reply, length);
  const code = make("div");
  const settle = makeSettling(given, code, (n, answer) => { exact = answer; result.highlight(n, listPlaces(answer)); });
  const move = (n) => {
    length = n;
    exact = null;
    result.highlight(n);
    settle(n);
  };
  const result = drawResult(text, reply, {
    makeSlider: (total) => drawSlider(total, length, move),
    buttons: drawButtons(read, keepSettings, () => request("/v1/summaries/docx", { method: "POST", body: { text: given, sentences: length, ...readSettings() } })),
    code,
    copyArticle: (index, button) => copy(writeText({ articles: [read().articles[index]] }), button),
  });
  place.replaceChildren(...result.nodes);
  result.start();
  announce(translate("read.found", { n: formatNumber(reply.articles.length) }));
  place.scrollIntoView({ block: "start" });
}

/**
 * A function to call with each length of the slider. Only once it is at rest, the address and the code take the length,
 * and the service says which sentences it chooses: browsers limit how often an address may change.
 */
function makeSettling(given, code, take) {
  return (n) => {
    clearTimeout(settling);
    settling = setTimeout(async () => {
      keepSettings();
      code.replaceChildren(drawCode("read", { sentences: n, ...readSettings() }));
      try {
        const answer = await request("/v1/summaries", { method: "POST", body: { text: given, sentences: n, ...readSettings() } });
        if (length === n && shown === given) take(n, answer);
      } catch (error) {
        showError(find("read-error"), error);
      }
    }, SETTLE);
  };
}
