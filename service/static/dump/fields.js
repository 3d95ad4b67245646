// The fields of a dump: read from its first record, guessed by their names, and shown so that the reader can correct
// them; used by view.js.
import { find, make } from "../interface/dom.js";
import { translate } from "../interface/words.js";

// Bytes read of a file: a first record of a long article is in them.
const HEAD = 1 << 20;
// What fields are called in feeds, crawls and corpora, the likeliest first.
const NAMES = {
  text: ["text", "content", "body", "article_body", "articleBody", "maintext", "full_text", "article", "html", "raw_content", "description"],
  id: ["id", "_id", "uuid", "guid", "doc_id", "article_id", "url", "link"],
  title: ["title", "headline", "head", "name"],
  date: ["date", "published", "published_at", "date_published", "datePublished", "pubDate", "timestamp", "created_at", "time"],
  source: ["source", "outlet", "site", "domain", "publisher", "hostname", "newspaper"],
};

/** The names of the fields of a file's first record; none where it cannot be read here, packed or damaged. */
export async function readNames(file) {
  if (!file.size) return [];
  const head = (await file.slice(0, HEAD).text()).replace(/^\uFEFF/, "");
  if (/\.(csv|tsv)$/i.test(file.name)) return readHeading(head);
  const line = head.trimStart().replace(/^\[\s*/, "").split("\n", 1)[0].replace(/[\],]\s*$/, "");
  try {
    const record = JSON.parse(line);
    return record && typeof record === "object" && !Array.isArray(record) ? listNames(record) : [];
  } catch {
    return [];
  }
}

/** A nested field has its path, as in `meta.id`. */
function listNames(record, path = "") {
  return Object.entries(record).flatMap(([name, value]) =>
    value && typeof value === "object" && !Array.isArray(value) && !path ? listNames(value, `${name}.`) : [path + name]);
}

function readHeading(head) {
  const line = head.split(/\r?\n/, 1)[0];
  const mark = [",", ";", "\t"].find((one) => line.includes(one)) ?? ",";
  return line.split(mark).map((name) => name.replace(/^"|"$/g, "").replaceAll('""', '"')).filter(Boolean);
}

/** For each role the likeliest of the names, or "" for none. */
export function guessFields(names) {
  const bare = (name) => name.split(".").pop().toLowerCase();
  return Object.fromEntries(Object.entries(NAMES).map(([role, likely]) => {
    const place = likely.findIndex((one) => names.some((name) => bare(name) === one.toLowerCase()));
    return [role, names.find((name) => place >= 0 && bare(name) === likely[place].toLowerCase()) ?? ""];
  }));
}

/** Show a choice for each role; nothing where the names are not known. */
export function drawFields(names) {
  const guessed = guessFields(names);
  const rows = names.length ? Object.keys(NAMES).map((role) => make("label", { class: "inline" }, translate(`field.${role}`), " ",
    make("select", { "data-role": role, dir: "auto" },
      make("option", { value: "" }, translate(role === "id" ? "field.line" : "field.none")),
      ...names.map((name) => make("option", { value: name, selected: name === guessed[role] }, name))))) : [];
  find("dump-fields").replaceChildren(...(rows.length ? [make("legend", {}, translate("fields.title")), ...rows] : []));
  find("dump-fields").hidden = !rows.length;
}

/** The fields chosen, as settings of a job; those with their default name are left out. */
export function readFields() {
  const chosen = [...find("dump-fields").querySelectorAll("select")].map(({ dataset, value }) => [dataset.role, value]);
  return Object.fromEntries(chosen.filter(([role, value]) => value && value !== role).map(([role, value]) => [`${role}_field`, value]));
}

/** Whether the reader has said that no field holds the text. */
export function lacksText() {
  return find("dump-fields").querySelector("[data-role='text']")?.value === "";
}
