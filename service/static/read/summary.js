// The summary beside the page: the chosen sentences of each article, to copy or download.
import { make, makeButton } from "../interface/dom.js";
import { findDirection, isolate } from "../interface/untrusted_text.js";
import { copy, download } from "../interface/export.js";
import { writeCsv, writeMarkdown, writeText } from "./formats.js";
import { formatDate, translate } from "../interface/words.js";

// Beyond this many entries the browser lays out only those near the screen, to keep the slider fast.
const LONG = 40;

/** The lists of the summary, and for each article its entries by rank, hidden until they are chosen. */
export function drawSummary(reply, ranked, { go, copyArticle }) {
  const entries = reply.articles.map(() => []);
  const lists = reply.articles.map(({ title, summary, ...facts }, article) => {
    const rows = summary.sentences.map((sentence) => {
      const link = make("a", { href: "#read", title: translate("summary.go"), onclick: (event) => { event.preventDefault(); go(ranked[article][sentence.rank - 1]); } }, isolate(sentence.text));
      return (entries[article][sentence.rank - 1] = make("li", { hidden: true, dir: findDirection(sentence.text) }, link));
    });
    const copying = makeButton(translate("code.copy"), (event) => copyArticle(article, event.currentTarget), { class: "quiet copy-article", "aria-label": translate("summary.copy.article", { n: article + 1 }) });
    return make("div", { class: "summary-article" },
      reply.articles.length > 1 ? copying : null,
      title ? isolate(title.text, "h3") : reply.articles.length > 1 ? make("h3", {}, translate("read.article", { n: article + 1 })) : null,
      drawFacts(facts),
      make("p", { class: "hint" }, summary.found ? translate("summary.mode", { mode: translate(`mode.${summary.mode}`) }) : translate("read.notfound")),
      drawMissing(summary.missing),
      make("ul", { class: rows.length > LONG ? "summary-list long" : "summary-list" }, ...rows));
  });
  return { lists, entries };
}

/** The words of the focus that the article does not hold. */
function drawMissing(words) {
  if (!words.length) return null;
  return make("p", { class: "hint missing" }, `${translate("summary.missing")} `, isolate(words.join(translate("summary.comma"))));
}

/** Who, when, where: what the service found besides the text, each with its name. */
function drawFacts(facts) {
  const rows = ["byline", "published", "updated", "hijri", "outlet", "section"]
    .filter((name) => facts[name])
    .map((name) => [name, name === "published" || name === "updated" ? formatDate(facts[name].value) : facts[name].value]);
  if (facts.tags.length) rows.push(["tags", facts.tags.map(({ value }) => value).join(" · ")]);
  if (!rows.length) return null;
  return make("dl", { class: "facts" }, ...rows.flatMap(([name, value]) => [make("dt", {}, translate(`part.${name}`)), isolate(value, "dd")]));
}

/** The buttons; `read` returns the answer at the length shown, `fetchDocument` the Word document of it. */
export function drawButtons(read, keepSettings, fetchDocument) {
  const json = () => JSON.stringify(read(), null, 2);
  const save = (ending, write, type) => makeButton(translate(`save.${ending}`), async () => download(`khulasa.${ending}`, await write(), type), { id: `download-${ending}`, "aria-label": `${translate("summary.download")} ${translate(`save.${ending}`)}` });
  return make("div", { class: "exports" },
    make("div", { class: "row small" },
      makeButton(translate("summary.copy"), (event) => copy(writeText(read()), event.currentTarget), { id: "copy-text" }),
      makeButton(translate("summary.copy.json"), (event) => copy(json(), event.currentTarget), { id: "copy-json" }),
      makeButton(translate("summary.link"), (event) => { keepSettings(); copy(location.href, event.currentTarget); }, { id: "copy-link", title: translate("summary.link.hint") })),
    make("div", { class: "row small" }, make("span", { class: "hint" }, translate("summary.download")),
      save("txt", () => writeText(read()), "text/plain;charset=utf-8"),
      save("md", () => writeMarkdown(read()), "text/markdown;charset=utf-8"),
      save("csv", () => writeCsv(read()), "text/csv;charset=utf-8"),
      save("json", json, "application/json"),
      save("docx", fetchDocument)));
}

/** The best-ranked sentences of an answer, until the service has said which it chooses at this length. */
export function cutReply(reply, n) {
  return {
    ...reply,
    articles: reply.articles.map((article) => ({
      ...article,
      summary: { ...article.summary, n_words: undefined, sentences: article.summary.sentences.filter(({ rank }) => rank <= n) },
    })),
  };
}
