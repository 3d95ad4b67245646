// The results of a finished job: clusters and their documents, blocks, refused records, thresholds, files.
import { request, makeHeaders } from "../service/requests.js";
import { make, makeButton } from "../interface/dom.js";
import { isolate } from "../interface/untrusted_text.js";
import { download } from "../interface/export.js";
import { drawSides } from "../compare/sides.js";
import { drawClusters } from "./clusters.js";
import { drawThresholds } from "./thresholds.js";
import { formatBytes, formatNumber, hasWords, translate } from "../interface/words.js";

// The most blocks and refused records shown; the files contain all of them.
const FIRST = 200;
// Copies of a cluster shown at a time: some clusters have thousands.
const COPIES = 10;

/** All results of a job. */
export async function drawResults(job, signal) {
  const path = `/v1/jobs/${encodeURIComponent(job.id)}`;
  const parts = await Promise.all([
    ...(job.kind === "dedup" ? drawDuplicates(path, job, signal) : []),
    drawRefused(path, signal),
  ]);
  return make("div", { class: "browse" }, ...parts, drawDownloads(path, job.results ?? []));
}

/** A job over blocks only has no clusters. */
function drawDuplicates(path, job, signal) {
  if (!job.counts?.documents) return [];
  const documents = job.settings.level === "blocks" ? [] : [drawClusters(path, (place, cluster) => openCluster(place, `${path}/clusters/${cluster}`, signal), signal), drawThresholds(path, job, signal)];
  return [...documents, drawBlocks(path, signal)];
}


/** The kept document of a cluster, then its copies, a few at a time. */
async function openCluster(place, path, signal) {
  const first = await request(`${path}?limit=${COPIES}`, { signal });
  const documents = [first.kept];
  place.replaceChildren(drawDocument(first.kept, translate("browse.kept"), "kept"));
  const add = ({ copies, next }) => {
    documents.push(...copies);
    place.append(...copies.map((copy) => drawCopy(copy, documents)));
    if (next === null) return;
    const more = makeButton(translate("browse.more"), async () => {
      more.remove();
      add(await request(`${path}?limit=${COPIES}&offset=${next}`, { signal }));
    }, { class: "more" });
    place.append(more);
  };
  add(first);
}

/** A copy, with a button that shows how it differs from the document that it repeats. */
function drawCopy(copy, documents) {
  const words = `${translate("browse.copy")} · ${translate(`reason.${copy.kind}`)} · ${formatNumber(copy.similarity, 2)}`;
  const panel = drawDocument(copy, words, "copy");
  const button = makeButton(translate("browse.differences"), async () => {
    const other = documents.find(({ id }) => id === copy.duplicate_of) ?? documents[0];
    const result = await request("/v1/comparisons", { method: "POST", body: { a: other.text, b: copy.text } });
    panel.querySelector(".page-text").replaceWith(make("div", { class: "differences" }, ...drawSides(result, [other.text, copy.text], [other.id, copy.id]).filter(Boolean)));
    button.remove();
  }, { class: "differences-button" });
  panel.append(button);
  return panel;
}

function drawDocument({ id, title, source, date, text }, label, kind) {
  const facts = [id, source, date].filter(Boolean).flatMap((fact) => [" · ", isolate(fact)]);
  return make("article", { class: `document ${kind}` },
    make("p", { class: "hint" }, label, ...facts),
    title ? isolate(title, "h3") : null,
    isolate(text, "div", { class: "page-text prose short", tabindex: "0", role: "group", "aria-label": id }));
}

async function drawBlocks(path, signal) {
  const { rows: blocks } = await request(`${path}/blocks?limit=${FIRST}`, { signal });
  const bySource = Map.groupBy(blocks, ({ source }) => source ?? "");
  const groups = [...bySource].map(([source, rows]) => make("div", {},
    source ? isolate(source, "h3") : make("h3", {}, translate("browse.nosource")),
    make("ul", { class: "rows" }, ...rows.map(({ text, n_documents: n }) => make("li", {}, isolate(text, "q"), " ", make("span", { class: "reason" }, translate("browse.blocks.count", { n: formatNumber(n) })))))));
  return drawFold("blocks", translate("browse.blocks"), blocks.length, groups, translate("browse.blocks.none"));
}

async function drawRefused(path, signal) {
  const { rows: refused } = await request(`${path}/refused?limit=${FIRST}`, { signal });
  const rows = refused.map(({ line, kind, found, excerpt }) => make("li", {},
    make("strong", {}, hasWords(`refusal.${kind}`) ? translate(`refusal.${kind}`) : kind), " ",
    line ? make("span", { class: "reason" }, translate("browse.line", { n: formatNumber(line) })) : null, " ",
    make("bdi", { class: "hint", lang: "en" }, found ?? ""), " ",
    excerpt ? isolate(excerpt, "code") : null));
  return drawFold("refused", translate("browse.refused"), refused.length, rows.length ? [make("ul", { class: "rows" }, ...rows)] : [], translate("browse.refused.none"));
}

function drawFold(id, title, count, children, none) {
  return make("details", { class: "panel", id }, make("summary", {}, `${title} `, make("bdi", {}, `(${formatNumber(count)})`)),
    ...(children.length ? children : [make("p", { class: "hint" }, none)]));
}

function drawDownloads(path, results) {
  const rows = results.map(({ name, size }) => {
    const address = `${path}/results/${encodeURIComponent(name)}`;
    const link = make("a", { href: address, download: name }, make("bdi", { dir: "ltr" }, name));
    link.addEventListener("click", (event) => fetchWithKey(event, address, name));
    return make("li", {}, link, " ", make("bdi", { class: "hint" }, formatBytes(size)));
  });
  return make("section", { class: "panel", id: "downloads" }, make("h2", {}, translate("browse.downloads")), make("ul", { class: "rows files" }, ...rows));
}

/** A link cannot carry a key: if there is one, fetch the file with it and download that. */
async function fetchWithKey(event, address, name) {
  if (!makeHeaders().Authorization) return;
  event.preventDefault();
  download(name, await (await fetch(address, { headers: makeHeaders() })).blob());
}
