// The start of the page: what was chosen earlier, the three views, and which of them is shown.
import { startCarrying } from "./interface/drafts.js";
import { enterComparing, startComparing } from "./compare/view.js";
import { find } from "./interface/dom.js";
import { enterDumping, startDumping } from "./dump/view.js";
import { enterReading, startReading } from "./read/view.js";
import { startRouting } from "./interface/routes.js";
import { startTheme } from "./interface/theme.js";
import { lang } from "./interface/words.js";

const ENTER = { read: enterReading, compare: enterComparing, dump: enterDumping };

startTheme();
keepLanguage();
startReading();
startComparing();
startDumping();
startRouting((view, settings) => ENTER[view](settings));
startCarrying();
document.documentElement.dataset.ready = "";

/** A language that was asked for is remembered; the link to the other one keeps the view and its settings. */
function keepLanguage() {
  try {
    if (new URLSearchParams(location.search).has("lang")) localStorage.setItem("khulasa-lang", lang);
  } catch {
    // Nothing is remembered, then.
  }
  find("language").addEventListener("click", (event) => { event.currentTarget.hash = location.hash; });
}
