// Routes: the view shown and its settings, behind the # of the address, which browsers never send.
import { announce, find } from "./dom.js";

/** The view and the settings in an address: #read?sentences=4&mode=news. */
export function readRoute(hash = location.hash) {
  const [view, query = ""] = hash.replace(/^#/, "").split("?");
  return { view: ["read", "compare", "dump"].includes(view) ? view : "read", settings: new URLSearchParams(query) };
}

/** The address of a view with settings; empty ones are left out. */
export function writeRoute(view, settings) {
  const query = new URLSearchParams(Object.entries(settings).filter(([, value]) => value !== "" && value !== null && value !== undefined));
  return `#${view}${query.size ? `?${query}` : ""}`;
}

/** Put settings into the address without a new entry in the history: a slider would add many. */
export function keepRoute(view, settings) {
  const route = writeRoute(view, settings);
  if (route !== location.hash) history.replaceState(null, "", location.pathname + location.search + route);
}

/** Show the view in the address, now and whenever the address changes; `enter` is called each time. */
export function startRoutes(enter) {
  const show = (moved) => {
    const { view, settings } = readRoute();
    for (const section of document.querySelectorAll("[data-view]")) section.hidden = section.dataset.view !== view;
    for (const link of document.querySelectorAll("[data-view-link]")) {
      if (link.dataset.viewLink === view) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    enter(view, settings);
    if (moved) {
      announce(find(`${view}-title`).textContent);
      scrollTo(0, 0);
    }
  };
  addEventListener("hashchange", () => { if (location.hash !== "#main") show(true); });
  show(false);
}
