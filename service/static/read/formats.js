// The formats of a summary: plain text, Markdown and CSV; used by the buttons of summary.js.

/** Each article's title and sentences, a line each. */
export function writeText(reply) {
  return reply.articles
    .map(({ title, summary }) => [title?.text, ...summary.sentences.map(({ text }) => text)].filter(Boolean).join("\n"))
    .join("\n\n") + "\n";
}

/** Each article's title as a heading, and its sentences as a list. */
export function writeMarkdown(reply) {
  return reply.articles
    .map(({ title, summary }) => [
      ...(title ? [`## ${escapeMarkdown(title.text)}`, ""] : []),
      ...summary.sentences.map(({ text }) => `- ${escapeMarkdown(text)}`),
    ].join("\n"))
    .join("\n\n") + "\n";
}

/** A row for each sentence, under a row of names. The byte order mark tells spreadsheets that it is UTF-8. */
export function writeCsv(reply) {
  const rows = reply.articles.flatMap(({ title, summary }, article) => summary.sentences.map(({ text, rank, span }) =>
    [article + 1, title?.text ?? "", rank, span.start, span.end, text]));
  return "\uFEFF" + [["article", "title", "rank", "start", "end", "sentence"], ...rows].map((row) => row.map(escapeCell).join(",") + "\r\n").join("");
}

function escapeMarkdown(text) {
  return text.replace(/[\\`*_[\]<>#]/g, "\\$&");
}

/** A cell in quotes. A spreadsheet runs a text that begins with one of these characters as a formula; an
 * apostrophe before it keeps it a text. */
function escapeCell(value) {
  const text = String(value);
  const safe = typeof value === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
