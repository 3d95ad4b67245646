// Browsing: what a finished job found. Clusters and the documents in them, blocks, refused records, thresholds.
import { ask, makeHeaders } from "../service/requests.js";
import { make, makeButton } from "../interface/dom.js";
import { isolate } from "../interface/untrusted_text.js";
import { download } from "../interface/export.js";
import { drawSides } from "../compare/sides.js";
import { drawThresholds } from "./thresholds.js";
import { makeWindow } from "./virtual_list.js";
import { formatBytes, formatNumber, knows, say } from "../interface/words.js";

// Blocks and refused records are shown by so many; their files hold them all.
const FIRST = 200;
// Copies of one cluster, a step at a time: some have thousands.
const COPIES = 10;

/** Everything about a job that is done. */
export async function browse(job, signal) {
  const path = `/v1/jobs/${encodeURIComponent(job.id)}`;
  const parts = await Promise.all([
    ...(job.kind === "dedup" ? browseDuplicates(path, job, signal) : []),
    browseRefused(path, signal),
  ]);
  return make("div", { class: "browse" }, ...parts, drawDownloads(path, job.results ?? []));
}

/** Of blocks alone there are no clusters. */
function browseDuplicates(path, job, signal) {
  const documents = job.settings.level === "blocks" ? [] : [browseClusters(path, signal), drawThresholds(path, job, signal)];
  return [...documents, browseBlocks(path, signal)];
}

async function browseClusters(path, signal) {
  const { total } = await ask(`${path}/clusters?offset=0&limit=1`, { signal });
  const panel = make("section", { class: "panel", id: "clusters" }, make("h2", {}, say("browse.clusters")));
  if (!total) {
    panel.append(make("p", { class: "hint" }, say("browse.none")));
    return panel;
  }
  const detail = make("div", { class: "cluster", id: "cluster", tabindex: "-1" });
  const list = makeWindow({
    total,
    label: say("browse.clusters"),
    fetchPage: async (offset, limit) => (await ask(`${path}/clusters?offset=${offset}&limit=${limit}`, { signal })).clusters,
    draw: ({ size, kept }) => [make("span", { class: "size" }, make("bdi", {}, formatNumber(size))), isolate(kept)],
    open: ({ cluster }) => openCluster(detail, `${path}/clusters/${cluster}`, signal),
  });
  panel.append(make("p", { class: "hint" }, say("browse.clusters.hint")), list, detail);
  return panel;
}

/** The kept document, then its copies, a step at a time. */
async function openCluster(place, path, signal) {
  const first = await ask(`${path}?limit=${COPIES}`, { signal });
  const documents = [first.kept];
  place.replaceChildren(drawDocument(first.kept, say("browse.kept"), "kept"));
  const add = ({ copies, next }) => {
    documents.push(...copies);
    place.append(...copies.map((copy) => drawCopy(copy, documents)));
    if (next === null) return;
    const more = makeButton(say("browse.more"), async () => {
      more.remove();
      add(await ask(`${path}?limit=${COPIES}&offset=${next}`, { signal }));
    }, { class: "more" });
    place.append(more);
  };
  add(first);
}

/** A copy, which shows how it differs from what it repeats when it is asked to. */
function drawCopy(copy, documents) {
  const words = `${say("browse.copy")} · ${say(`reason.${copy.kind}`)} · ${formatNumber(copy.similarity, 2)}`;
  const panel = drawDocument(copy, words, "copy");
  const button = makeButton(say("browse.differences"), async () => {
    const other = documents.find(({ id }) => id === copy.duplicate_of) ?? documents[0];
    const result = await ask("/v1/comparisons", { method: "POST", body: { a: other.text, b: copy.text } });
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

async function browseBlocks(path, signal) {
  const { rows: blocks } = await ask(`${path}/blocks?limit=${FIRST}`, { signal });
  const bySource = Map.groupBy(blocks, ({ source }) => source ?? "");
  const groups = [...bySource].map(([source, rows]) => make("div", {},
    source ? isolate(source, "h3") : make("h3", {}, say("browse.nosource")),
    make("ul", { class: "rows" }, ...rows.map(({ text, n_documents: n }) => make("li", {}, isolate(text, "q"), " ", make("span", { class: "reason" }, say("browse.blocks.count", { n: formatNumber(n) })))))));
  return drawFold("blocks", say("browse.blocks"), blocks.length, groups, say("browse.blocks.none"));
}

async function browseRefused(path, signal) {
  const { rows: refused } = await ask(`${path}/refused?limit=${FIRST}`, { signal });
  const rows = refused.map(({ line, kind, found, excerpt }) => make("li", {},
    make("strong", {}, knows(`refusal.${kind}`) ? say(`refusal.${kind}`) : kind), " ",
    line ? make("span", { class: "reason" }, say("browse.line", { n: formatNumber(line) })) : null, " ",
    make("bdi", { class: "hint", lang: "en" }, found ?? ""), " ",
    excerpt ? isolate(excerpt, "code") : null));
  return drawFold("refused", say("browse.refused"), refused.length, rows.length ? [make("ul", { class: "rows" }, ...rows)] : [], say("browse.refused.none"));
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
  return make("section", { class: "panel", id: "downloads" }, make("h2", {}, say("browse.downloads")), make("ul", { class: "rows files" }, ...rows));
}

/** A link carries no key: with one, the file is fetched and handed on. */
async function fetchWithKey(event, address, name) {
  if (!makeHeaders().Authorization) return;
  event.preventDefault();
  download(name, await (await fetch(address, { headers: makeHeaders() })).blob());
}
