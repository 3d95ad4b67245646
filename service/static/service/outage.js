// Away: the service does not answer. Say so, ask until it does, say that too.
import { find, make, makeButton } from "../interface/dom.js";
import { say } from "../interface/words.js";

const PAUSE = 1500;
let waiting = null;

/** Resolves when the service answers again; all who wait share one asking. */
export async function waitForService(seconds, signal) {
  waiting ??= askUntilBack(seconds * 1000).finally(() => { waiting = null; });
  await Promise.race([waiting, whenAborted(signal)]);
}

async function askUntilBack(pause) {
  const banner = find("away");
  let hurry = () => {};
  const button = makeButton(say("away.now"), () => hurry());
  banner.replaceChildren(make("span", {}, say("away.gone")), button);
  banner.hidden = false;
  banner.classList.remove("back");
  while (true) {
    await new Promise((resolve) => {
      hurry = resolve;
      setTimeout(resolve, pause || PAUSE);
    });
    if (await isThere()) break;
  }
  banner.replaceChildren(make("span", {}, say("away.back")));
  banner.classList.add("back");
  setTimeout(() => { if (!waiting) banner.hidden = true; }, 4000);
}

async function isThere() {
  try {
    return (await fetch("/livez", { cache: "no-store" })).ok;
  } catch {
    return false;
  }
}

function whenAborted(signal) {
  return new Promise((_, reject) => {
    signal?.addEventListener("abort", () => reject(new DOMException("given up", "AbortError")), { once: true });
  });
}
