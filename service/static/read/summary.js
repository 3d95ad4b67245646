// The summary beside the page: the chosen sentences of each article, to copy or download.
import { make, makeButton } from "../interface/dom.js";
import { findDirection, isolate } from "../interface/untrusted_text.js";
import { copy, download } from "../interface/export.js";
import { say } from "../interface/words.js";

// From here on the browser lays out only what is near the screen: all of them at once would make the slider wait.
const LONG = 40;

/** The lists of the summary, and for each article its entries by rank; all are hidden until they are lit. */
export function drawSummary(reply, ranked, go) {
  const entries = reply.articles.map(() => []);
  const lists = reply.articles.map(({ title, summary }, article) => {
    const rows = summary.sentences.map((sentence) => {
      const link = make("a", { href: "#read", title: say("summary.go"), onclick: (event) => { event.preventDefault(); go(ranked[article][sentence.rank - 1]); } }, isolate(sentence.text));
      return (entries[article][sentence.rank - 1] = make("li", { hidden: true, dir: findDirection(sentence.text) }, link));
    });
    return make("div", { class: "summary-article" },
      title ? isolate(title.text, "h3") : reply.articles.length > 1 ? make("h3", {}, say("read.article", { n: article + 1 })) : null,
      make("p", { class: "hint" }, summary.found ? say("summary.mode", { mode: say(`mode.${summary.mode}`) }) : say("read.notfound")),
      make("ul", { class: rows.length > LONG ? "summary-list long" : "summary-list" }, ...rows));
  });
  return { lists, entries };
}

/** The buttons; `read` gives the answer as it is on the screen now. */
export function drawButtons(read, keepSettings) {
  const json = () => JSON.stringify(read(), null, 2);
  return make("div", { class: "row small" },
    makeButton(say("summary.copy"), (event) => copy(writeText(read()), event.currentTarget), { id: "copy-text" }),
    makeButton(say("summary.copy.json"), (event) => copy(json(), event.currentTarget), { id: "copy-json" }),
    makeButton(say("summary.download"), () => download("khulasa.txt", writeText(read()), "text/plain;charset=utf-8"), { id: "download-text" }),
    makeButton(say("summary.download.json"), () => download("khulasa.json", json(), "application/json"), { id: "download-json" }),
    makeButton(say("summary.link"), (event) => { keepSettings(); copy(location.href, event.currentTarget); }, { id: "copy-link", title: say("summary.link.hint") }));
}

/** The answer at a length: what the service itself gives for `sentences: n`. */
export function cutReply(reply, n) {
  return {
    ...reply,
    articles: reply.articles.map((article) => ({
      ...article,
      summary: { ...article.summary, n_words: undefined, sentences: article.summary.sentences.filter(({ rank }) => rank <= n) },
    })),
  };
}

function writeText(reply) {
  return reply.articles
    .map(({ title, summary }) => [title?.text, ...summary.sentences.map(({ text }) => text)].filter(Boolean).join("\n"))
    .join("\n\n") + "\n";
}
