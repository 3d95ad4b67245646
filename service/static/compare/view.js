// The second view: two articles side by side, the verdict and what each measure adds to it.
import { request } from "../service/requests.js";
import { drawCode } from "../interface/code.js";
import { announce, find, make } from "../interface/dom.js";
import { ADDRESS, refuse, showError } from "../service/errors.js";
import { isolate } from "../interface/untrusted_text.js";
import { acceptLongPastes, submitByKey } from "../interface/text_fields.js";
import { keepRoute } from "../interface/routes.js";
import { drawSides } from "./sides.js";
import { formatNumber, formatSigned, hasWords, translate } from "../interface/words.js";

let running = null;

export function startCompareView() {
  find("compare-form").addEventListener("submit", (event) => { event.preventDefault(); compare(); });
  find("compare-example").addEventListener("click", showExample);
  for (const id of ["compare-a", "compare-b"]) {
    acceptLongPastes(find(id));
    submitByKey(find(id));
  }
  find("compare-threshold").addEventListener("change", () => {
    keepRoute("compare", readSettings());
    if (find("compare-a").value && find("compare-b").value) compare();
  });
}

export function enterCompareView(settings) {
  const field = find("compare-threshold");
  const wanted = settings.get("threshold") ?? "";
  field.value = [...field.options].some(({ value }) => value === wanted) ? wanted : "";
}

async function showExample() {
  const texts = await Promise.all(["a", "b"].map(async (side) => (await fetch(`/static/examples/${side}.txt`)).text()));
  [find("compare-a").value, find("compare-b").value] = texts;
  await compare();
}

function readSettings() {
  const { value } = find("compare-threshold");
  return value ? { threshold: Number(value) } : {};
}

async function compare() {
  const [a, b] = ["compare-a", "compare-b"].map((id) => find(id).value);
  running?.abort();
  const own = (running = new AbortController());
  showError(find("compare-error"), null);
  const busy = document.querySelector("#compare-form .primary");
  busy.setAttribute("aria-busy", "true");
  announce(translate("compare.busy"));
  try {
    if (!a.trim() || !b.trim()) throw refuse("error.empty");
    if ([a, b].some((text) => ADDRESS.test(text))) throw refuse("error.address");
    show(await request("/v1/comparisons", { method: "POST", body: { a, b, ...readSettings() }, signal: own.signal }), a, b);
  } catch (error) {
    showError(find("compare-error"), error);
  } finally {
    if (running === own) busy.removeAttribute("aria-busy");
  }
}

function show(result, a, b) {
  const place = find("compare-result");
  const verdict = drawVerdict(result);
  place.replaceChildren(verdict, ...drawSides(result, [a, b], [translate("compare.a"), translate("compare.b")]).filter(Boolean), drawMeasures(result), drawCode("compare", readSettings()));
  announce(verdict.querySelector("h2").textContent);
  verdict.scrollIntoView({ block: "start" });
}

function drawVerdict(result) {
  const title = translate(result.duplicate ? "compare.one" : "compare.two");
  const reason = result.reason ? `: ${translate(`reason.${result.reason}`)}` : "";
  return make("section", { class: `panel verdict ${result.duplicate ? "one" : "two"}` },
    make("h2", {}, title + reason),
    make("dl", { class: "figures" },
      ...drawFigure("compare.similarity", formatNumber(result.similarity, 2)),
      ...drawFigure("compare.containment", formatNumber(result.containment, 2)),
      ...drawFigure("compare.shared", formatNumber(result.passages.length)),
      ...drawFigure("compare.numbers", drawNumbers(result))));
}

function drawFigure(name, value) {
  return [make("div", {}, make("dt", {}, translate(name)), make("dd", {}, value))];
}

function drawNumbers({ numbers_a: a, numbers_b: b }) {
  if (!a.length && !b.length) return translate("compare.numbers.none");
  const list = (numbers) => make("span", { class: "numbers" }, ...numbers.flatMap((number) => [isolate(number, "strong", { class: "number" }), " "]));
  return make("span", {}, list(a), " ↔ ", list(b));
}

function drawMeasures({ measures, base }) {
  const widest = Math.max(Math.abs(base), ...measures.map(({ share }) => Math.abs(share)));
  const rows = measures.map(({ name, value, weight, share }) =>
    drawRow(hasWords(`pair.${name}`) ? translate(`pair.${name}`) : name, formatNumber(value, 2), formatSigned(weight, 2), share, widest));
  const sum = measures.reduce((total, { share }) => total + share, base);
  const heads = ["compare.measure", "compare.value", "compare.weight", "compare.share"].map((name) => make("th", { scope: "col" }, translate(name)));
  return make("section", { class: "panel" },
    make("h3", { id: "measures-title" }, translate("compare.measures")),
    make("div", { class: "scroll", tabindex: "0", role: "region", "aria-labelledby": "measures-title" },
      make("table", {}, make("thead", {}, make("tr", {}, ...heads)),
        make("tbody", {}, ...rows, drawRow(translate("compare.base"), "", "", base, widest)),
        make("tfoot", {}, make("tr", {}, make("th", { scope: "row", colspan: "3" }, translate("compare.sum")), make("td", {}, drawSigned(sum)))))));
}

function drawRow(name, value, weight, share, widest) {
  const bar = make("span", { class: share < 0 ? "bar against" : "bar", "aria-hidden": "true" });
  bar.style.inlineSize = `${Math.round((Math.abs(share) / (widest || 1)) * 100)}%`;
  return make("tr", {}, make("th", { scope: "row" }, name), make("td", {}, make("bdi", { dir: "ltr" }, value)), make("td", {}, make("bdi", { dir: "ltr" }, weight)), make("td", { class: "share" }, drawSigned(share), bar));
}

function drawSigned(value) {
  return make("bdi", { dir: "ltr" }, formatSigned(value, 2));
}
