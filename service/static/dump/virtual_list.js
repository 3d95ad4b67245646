// A list of any length of which only the rows near the window exist as elements. All rows have the height ROW;
// their values are fetched a page at a time, when they come near.
import { make } from "../interface/dom.js";

const ROW = 48; // pixels; the same as .window-row in style.css
const PAGE = 50;
const MARGIN = 10; // rows drawn above and below the visible ones
// Pixels. Browsers draw no box much higher (Firefox 17.8 million). In a longer list, a pixel of the scroll bar
// stands for several of the list.
const HIGHEST = 15_000_000;

/**
 * A list of `total` rows. `fetchPage(offset, limit)` gives the values of some, `draw(value)` the nodes of one,
 * `open(value)` is called for the chosen row; `label` names the list.
 */
export function makeVirtualList({ total, fetchPage, draw, open, label }) {
  const rail = make("div", { class: "window-rail", role: "presentation" });
  const height = Math.min(total * ROW, HIGHEST);
  rail.style.blockSize = `${height}px`;
  const list = make("div", { class: "window", role: "listbox", tabindex: "0", "aria-label": label }, rail);
  const pages = new Map();
  const rows = new Map();
  let active = 0;
  let chosen = -1;

  const fill = async (index) => {
    const page = Math.floor(index / PAGE);
    if (!pages.has(page)) pages.set(page, fetchPage(page * PAGE, PAGE));
    const value = (await pages.get(page))[index - page * PAGE];
    const row = rows.get(index);
    if (row && value && !row.childNodes.length) row.append(...draw(value));
    return value;
  };
  const add = (index) => {
    const row = make("div", { class: "window-row", role: "option", id: `row-${index}`, "aria-posinset": index + 1, "aria-setsize": total, "aria-selected": String(index === chosen), onclick: () => choose(index) });
    row.style.insetBlockStart = `${index * ROW}px`;
    row.classList.toggle("active", index === active);
    rows.set(index, row);
    rail.append(row);
    fill(index).catch(() => { pages.delete(Math.floor(index / PAGE)); row.textContent = "…"; });
  };
  const visible = () => list.clientHeight || 480;
  /** Pixels of the list for each of the scroll bar: 1, except in a list higher than HIGHEST. */
  const stretch = () => (height < total * ROW ? (total * ROW - visible()) / (height - visible()) : 1);
  const show = () => {
    const top = list.scrollTop * stretch();
    const first = Math.max(0, Math.floor(top / ROW) - MARGIN);
    const last = Math.min(total, Math.ceil((top + visible()) / ROW) + MARGIN);
    for (const [index, row] of rows) if (index < first || index >= last) { row.remove(); rows.delete(index); }
    for (let index = first; index < last; index++) if (!rows.has(index)) add(index);
    if (stretch() > 1) for (const [index, row] of rows) row.style.insetBlockStart = `${index * ROW - top + list.scrollTop}px`;
  };
  const move = (index) => {
    rows.get(active)?.classList.remove("active");
    active = Math.min(total - 1, Math.max(0, index));
    const top = list.scrollTop * stretch();
    const [begin, end] = [active * ROW, (active + 1) * ROW - list.clientHeight];
    if (begin < top) list.scrollTop = begin / stretch();
    else if (end > top) list.scrollTop = end / stretch();
    show();
    rows.get(active).classList.add("active");
    list.setAttribute("aria-activedescendant", `row-${active}`);
  };
  const choose = async (index) => {
    move(index);
    rows.get(chosen)?.setAttribute("aria-selected", "false");
    chosen = index;
    rows.get(chosen)?.setAttribute("aria-selected", "true");
    open(await fill(index));
  };
  list.addEventListener("scroll", show, { passive: true });
  list.addEventListener("keydown", (event) => {
    const page = Math.max(1, Math.floor(list.clientHeight / ROW));
    const to = { ArrowDown: active + 1, ArrowUp: active - 1, PageDown: active + page, PageUp: active - page, Home: 0, End: total - 1 }[event.key];
    if (to !== undefined) move(to);
    else if (event.key === "Enter" || event.key === " ") choose(active);
    else return;
    event.preventDefault();
  });
  show();
  return list;
}
