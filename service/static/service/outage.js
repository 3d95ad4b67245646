// An outage: the service does not answer. A banner says so until it answers again; used by requests.js.
import { find, make, makeButton } from "../interface/dom.js";
import { translate } from "../interface/words.js";

const PAUSE = 1500;
let outage = null;

/** Resolves when the service answers again. Requests that wait at the same time share one check. */
export async function waitForService(seconds, signal) {
  outage ??= checkUntilBack(seconds * 1000).finally(() => { outage = null; });
  await Promise.race([outage, whenAborted(signal)]);
}

async function checkUntilBack(pause) {
  const banner = find("away");
  let checkNow = () => {};
  const button = makeButton(translate("away.now"), () => checkNow());
  banner.replaceChildren(make("span", {}, translate("away.gone")), button);
  banner.hidden = false;
  banner.classList.remove("back");
  while (true) {
    await new Promise((resolve) => {
      checkNow = resolve;
      setTimeout(resolve, pause || PAUSE);
    });
    if (await isUp()) break;
  }
  banner.replaceChildren(make("span", {}, translate("away.back")));
  banner.classList.add("back");
  setTimeout(() => { if (!outage) banner.hidden = true; }, 4000);
}

async function isUp() {
  try {
    return (await fetch("/livez", { cache: "no-store" })).ok;
  } catch {
    return false;
  }
}

function whenAborted(signal) {
  return new Promise((_, reject) => {
    signal?.addEventListener("abort", () => reject(new DOMException("aborted", "AbortError")), { once: true });
  });
}
