// Code: the command and the Python program that give the same answer as the page; used by every view.
import { make, makeButton } from "./dom.js";
import { copy } from "./export.js";
import { translate } from "./words.js";

const WRITERS = { read: writeRead, compare: writeCompare, dump: writeDump };
const LEADS = { read: "code.lead", compare: "code.lead.compare", dump: "code.lead.dump" };
// The key is never written out, because copied code may be passed on.
const keyed = "keyed" in document.documentElement.dataset;
const HEADER = keyed ? ' -H "Authorization: Bearer $KHULASA_KEY"' : "";

/** Both, for a view and its settings; settings with their default value are left out. */
export function drawCode(view, settings) {
  const given = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== null && value !== undefined && value !== "auto"));
  const { curl, python } = WRITERS[view](given);
  return make("details", { class: "code" }, make("summary", {}, translate("code.title")),
    make("p", { class: "hint" }, translate(LEADS[view]), keyed ? translate("code.lead.key") : null),
    drawBlock("curl", curl), python ? drawBlock("Python", python) : null);
}

function drawBlock(name, code) {
  return make("div", { class: "code-block" },
    make("div", { class: "code-head" }, make("span", { dir: "ltr" }, name), makeButton(translate("code.copy"), (event) => copy(code, event.currentTarget), { "aria-label": `${translate("code.copy")} ${name}` })),
    // A box that scrolls sideways must be reachable by keyboard.
    make("pre", { dir: "ltr", lang: "en", tabindex: "0", role: "region", "aria-label": name }, make("code", {}, code)));
}

function writeRead(settings) {
  return {
    curl: writePost(`jq -Rs '{text: .${writeFields(settings)}}' page.txt`, "/v1/summaries"),
    python: writeClient("SummarySettings", [
      'page = Path("page.txt").read_text(encoding="utf-8")',
    ], [
      `result = khulasa.summarize_page(page, SummarySettings(${writeArguments(settings)}))`,
    ], [
      "for item in result.articles:",
      '    print(*(sentence.text for sentence in item.summary.sentences), sep="\\n")',
    ]),
  };
}

function writeCompare(settings) {
  return {
    curl: writePost(`jq -n --rawfile a a.txt --rawfile b b.txt '{a: $a, b: $b${writeFields(settings)}}'`, "/v1/comparisons"),
    python: writeClient("DuplicateSettings", [
      'a, b = (Path(name).read_text(encoding="utf-8") for name in ("a.txt", "b.txt"))',
    ], [
      `result = khulasa.compare(a, b, DuplicateSettings(${writeArguments(settings)}))`,
    ], ["print(result.duplicate, result.similarity)"]),
  };
}

function writeDump({ kind, level, ...settings }) {
  const query = new URLSearchParams({ kind, ...(level ? { level } : {}), ...settings });
  const curl = `curl -X POST '${location.origin}/v1/jobs?${query}'${HEADER} \\\n  -H 'Content-Type: application/x-ndjson' -T dump.jsonl`;
  // The Python client takes records with the default field names only.
  if (Object.keys(settings).some((name) => name.endsWith("_field"))) return { curl };
  const record = kind === "dedup" ? "DuplicateSettings" : "SummarySettings";
  return {
    curl,
    python: writeClient(record, [], [
      `settings = ${record}(${writeArguments(settings)})`,
      `job = khulasa.wait(khulasa.submit("dump.jsonl", settings${level ? `, level="${level}"` : ""}))`,
      "for result in job.results:",
      "    khulasa.download(job, result.name)",
    ], ["print(job.id, job.counts)"]),
  };
}

function writePost(body, path) {
  return `${body} |\n  curl ${location.origin}${path}${HEADER} -H 'Content-Type: application/json' --data-binary @-`;
}

/** A program: what it imports, what comes before a client is open, while it is, and after. */
function writeClient(record, before, within, after) {
  const standard = [...(keyed ? ["import os"] : []), ...(before.length ? ["from pathlib import Path"] : [])];
  const key = keyed ? ', os.environ["KHULASA_KEY"]' : "";
  return [
    ...standard, ...(standard.length ? [""] : []),
    "from service.client import Client", `from summarizer import ${record}`, "",
    ...before, `with Client("${location.origin}"${key}) as khulasa:`, ...within.map((line) => `    ${line}`), ...after,
  ].join("\n");
}

function writeFields(settings) {
  // A single quote inside single quotes of the shell.
  return Object.entries(settings).map(([name, value]) => `, ${name}: ${JSON.stringify(value).replaceAll("'", "'\\''")}`).join("");
}

function writeArguments(settings) {
  return Object.entries(settings).map(([name, value]) => `${name}=${Array.isArray(value) ? `tuple(${JSON.stringify(value)})` : JSON.stringify(value)}`).join(", ");
}
