// Code: the command and the Python that give what is on the screen.
import { make, makeButton } from "./dom.js";
import { copy } from "./export.js";
import { say } from "./words.js";

const WRITERS = { read: writeRead, compare: writeCompare, dump: writeDump };
const LEADS = { read: "code.lead", compare: "code.lead.compare", dump: "code.lead.dump" };
// A key is never written out: what is copied may be passed on.
const keyed = "keyed" in document.documentElement.dataset;
const HEADER = keyed ? ' -H "Authorization: Bearer $KHULASA_KEY"' : "";

/** The two, for a view and its settings: numbers as numbers, those that are left out as they are by default. */
export function drawCode(view, settings) {
  const given = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== null && value !== undefined && value !== "auto"));
  const { curl, python } = WRITERS[view](given);
  return make("details", { class: "code" }, make("summary", {}, say("code.title")),
    make("p", { class: "hint" }, say(LEADS[view]), keyed ? say("code.lead.key") : null),
    drawBlock("curl", curl), python ? drawBlock("Python", python) : null);
}

function drawBlock(name, code) {
  return make("div", { class: "code-block" },
    make("div", { class: "code-head" }, make("span", { dir: "ltr" }, name), makeButton(say("code.copy"), (event) => copy(code, event.currentTarget), { "aria-label": `${say("code.copy")} ${name}` })),
    // A box that scrolls sideways must be within reach of the keyboard.
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
  // The client takes records as they are named by default.
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
  // A quote of the shell's inside its own quotes.
  return Object.entries(settings).map(([name, value]) => `, ${name}: ${JSON.stringify(value).replaceAll("'", "'\\''")}`).join("");
}

function writeArguments(settings) {
  return Object.entries(settings).map(([name, value]) => `${name}=${Array.isArray(value) ? `tuple(${JSON.stringify(value)})` : JSON.stringify(value)}`).join(", ");
}
