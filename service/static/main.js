// The start of the page: its theme and language, and the three views.
import { startDrafts } from "./interface/drafts.js";
import { enterCompareView, startCompareView } from "./compare/view.js";
import { find } from "./interface/dom.js";
import { enterDumpView, startDumpView } from "./dump/view.js";
import { enterReadView, startReadView } from "./read/view.js";
import { startRoutes } from "./interface/routes.js";
import { startTheme } from "./interface/theme.js";
import { lang } from "./interface/words.js";

const ENTER = { read: enterReadView, compare: enterCompareView, dump: enterDumpView };

startTheme();
keepLanguage();
startReadView();
startCompareView();
startDumpView();
startRoutes((view, settings) => ENTER[view](settings));
startDrafts();
document.documentElement.dataset.ready = "";

/** Remember the language of the address; the link to the other language keeps the view and its settings. */
function keepLanguage() {
  try {
    if (new URLSearchParams(location.search).has("lang")) localStorage.setItem("khulasa-lang", lang);
  } catch {
    // Without storage nothing is remembered.
  }
  find("language").addEventListener("click", (event) => { event.currentTarget.hash = location.hash; });
}
