// Code: the command and the Python that give what is on the screen.
import { make, makeButton } from "./dom.js";
import { copy } from "./saving.js";
import { say } from "./words.js";

/** The two, for a view and its settings. */
export function drawCode(view, settings) {
  const given = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== "" && value !== null && value !== undefined && value !== "auto"));
  const { curl, python } = { read: writeRead, compare: writeCompare, dump: writeDump }[view](given);
  return make("details", { class: "code" }, make("summary", {}, say("code.title")), make("p", { class: "hint" }, say("code.lead")), drawBlock("curl", curl), drawBlock("Python", python));
}

function drawBlock(name, code) {
  return make("div", { class: "code-block" },
    make("div", { class: "code-head" }, make("span", { dir: "ltr" }, name), makeButton(say("code.copy"), (event) => copy(code, event.currentTarget), { "aria-label": `${say("code.copy")} ${name}` })),
    // A box that scrolls sideways must be within reach of the keyboard.
    make("pre", { dir: "ltr", lang: "en", tabindex: "0", role: "region", "aria-label": name }, make("code", {}, code)));
}

function writeRead(settings) {
  return {
    curl: `jq -Rs '{text: .${writeFields(settings)}}' page.txt |\n  curl ${location.origin}/v1/summaries -H 'Content-Type: application/json' --data-binary @-`,
    python: `from pathlib import Path\n\nfrom service.client import Client\nfrom summarizer import SummarySettings\n\npage = Path("page.txt").read_text(encoding="utf-8")\nwith Client("${location.origin}") as khulasa:\n    result = khulasa.summarize_page(page, SummarySettings(${writeArguments(settings)}))\nfor item in result.articles:\n    print(*(sentence.text for sentence in item.summary.sentences), sep="\\n")`,
  };
}

function writeCompare(settings) {
  return {
    curl: `jq -n --rawfile a a.txt --rawfile b b.txt '{a: $a, b: $b${writeFields(settings)}}' |\n  curl ${location.origin}/v1/comparisons -H 'Content-Type: application/json' --data-binary @-`,
    python: `from pathlib import Path\n\nfrom service.client import Client\nfrom summarizer import DuplicateSettings\n\na, b = (Path(name).read_text(encoding="utf-8") for name in ("a.txt", "b.txt"))\nwith Client("${location.origin}") as khulasa:\n    result = khulasa.compare(a, b, DuplicateSettings(${writeArguments(settings)}))\nprint(result.duplicate, result.similarity)`,
  };
}

function writeDump(settings) {
  const query = new URLSearchParams({ kind: "dedup", ...settings });
  return {
    curl: `curl -X POST '${location.origin}/v1/jobs?${query}' -H 'Content-Type: application/x-ndjson' -T dump.jsonl`,
    python: `import httpx2\n\nwith open("dump.jsonl", "rb") as dump:\n    job = httpx2.post("${location.origin}/v1/jobs?${query}", content=dump, headers={"Content-Type": "application/x-ndjson"}).json()\nprint(job["id"], job["state"])`,
  };
}

function writeFields(settings) {
  // A quote of the shell's inside its own quotes.
  return Object.entries(settings).map(([name, value]) => `, ${name}: ${JSON.stringify(value).replaceAll("'", "'\\''")}`).join("");
}

function writeArguments(settings) {
  return Object.entries(settings).map(([name, value]) => `${name}=${JSON.stringify(value)}`).join(", ");
}
