// The list of a job's clusters, each with what its kept document is about, and the search in it; used by results.js.
import { request } from "../service/requests.js";
import { announce, isolateValues, make } from "../interface/dom.js";
import { isolate } from "../interface/untrusted_text.js";
import { makeVirtualList } from "./virtual_list.js";
import { formatNumber, translate } from "../interface/words.js";

// Milliseconds without a key after which the words of a search are complete.
const SETTLE = 300;

/** The panel; `open(place, cluster)` fills `place` with the documents of the cluster chosen. */
export async function drawClusters(path, open, signal) {
  const panel = make("section", { class: "panel", id: "clusters" }, make("h2", {}, translate("browse.clusters")));
  const detail = make("div", { class: "cluster", id: "cluster", tabindex: "-1" });
  const place = make("div");
  const count = make("p", { class: "hint", id: "clusters-found" });
  const show = async (search) => {
    const query = new URLSearchParams(search ? { search } : {});
    const fetchPage = async (offset, limit) => (await request(`${path}/clusters?${query}&offset=${offset}&limit=${limit}`, { signal })).clusters;
    const { total, searched } = await request(`${path}/clusters?${query}&limit=1`, { signal });
    const words = search ? translate("browse.search.found", { n: formatNumber(total), searched: formatNumber(searched) }) : translate("browse.clusters.hint");
    count.replaceChildren(...isolateValues(words));
    if (search) announce(words);
    place.replaceChildren(...(total ? [makeVirtualList({ total, label: translate("browse.clusters"), fetchPage, draw: drawRow, open: ({ cluster }) => open(detail, cluster) })] : []));
    return total;
  };
  const total = await show("");
  if (!total) panel.append(make("p", { class: "hint" }, translate("browse.none")));
  else panel.append(drawSearch(show), count, place, detail);
  return panel;
}

function drawSearch(show) {
  const field = make("input", { type: "text", id: "clusters-search", dir: "auto", maxlength: "200" });
  let waiting = 0;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => show(field.value.trim()), SETTLE);
  });
  return make("label", { class: "search" }, translate("browse.search"), field);
}

/** How many documents; the title or first words of the kept one; its source, date and id. */
function drawRow({ size, kept, title, start, source, date }) {
  const facts = [source, date, kept].filter(Boolean).flatMap((fact, place) => [place ? " · " : "", isolate(fact)]);
  return [
    make("span", { class: "size" }, make("bdi", {}, formatNumber(size))),
    make("span", { class: "about" }, isolate(title || start, "span", { class: "start" }), make("small", { class: "hint" }, ...facts)),
  ];
}
