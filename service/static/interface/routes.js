// Routing: which view is shown, and its settings, stand behind the # of the address, which no browser sends.
import { announce, find } from "./dom.js";

/** The view and the settings that an address names: #read?sentences=4&mode=news. */
export function readRoute(hash = location.hash) {
  const [view, query = ""] = hash.replace(/^#/, "").split("?");
  return { view: ["read", "compare", "dump"].includes(view) ? view : "read", settings: new URLSearchParams(query) };
}

/** The address of a view with settings; those that are empty are left out. */
export function writeRoute(view, settings) {
  const query = new URLSearchParams(Object.entries(settings).filter(([, value]) => value !== "" && value !== null && value !== undefined));
  return `#${view}${query.size ? `?${query}` : ""}`;
}

/** Put settings into the address without a step to go back to: a slider makes many. */
export function keepRoute(view, settings) {
  const route = writeRoute(view, settings);
  if (route !== location.hash) history.replaceState(null, "", location.pathname + location.search + route);
}

/** Show the view that the address names, now and whenever it changes; `enter` is told each time. */
export function startRouting(enter) {
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
