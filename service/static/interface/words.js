// The words, numbers and times of the interface in the language of the page; used by every view.

const words = JSON.parse(document.getElementById("words").textContent);
export const lang = document.documentElement.lang;
// Western digits in Arabic too: most articles shown beside them use those.
const locale = lang === "ar" ? "ar-u-nu-latn" : "en";

/** The words of a name, with values in place of {names}. Each value is isolated, so that a Latin id or a
 * number does not reorder the Arabic around it. */
export function translate(name, values = {}) {
  const text = words[name] ?? name;
  return text.replace(/\{(\w+)\}/g, (_, key) => `\u2068${values[key]}\u2069`);
}

export function hasWords(name) {
  return name in words;
}

export function formatNumber(value, digits = 0) {
  return new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);
}

/** A number with its sign, + or −. */
export function formatSigned(value, digits) {
  const sign = value < 0 ? "−" : value > 0 ? "+" : "";
  return sign + formatNumber(Math.abs(value), digits);
}

export function formatTime(iso) {
  const time = new Date(typeof iso === "number" ? iso * 1000 : iso);
  if (Number.isNaN(time.getTime())) return String(iso);
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" }).format(time);
}

/** A day as a page states it, with its time of day there: no zone is converted. */
export function formatDate(iso) {
  const [day, time] = iso.split("T");
  const shown = day.length > 7 ? { dateStyle: "long" } : { year: "numeric", month: "long" };
  const words = new Intl.DateTimeFormat(locale, { ...shown, timeZone: "UTC" }).format(new Date(`${day}T00:00Z`.replace(/^(\d{4}-\d{2})T/, "$1-01T")));
  return time ? `${words} · ${time.slice(0, 5)}` : words;
}

/** Seconds in the largest unit that fits: 40 seconds, 3 minutes, 2 hours. */
export function formatSeconds(seconds) {
  const [size, unit] = [[3600, "hour"], [60, "minute"], [1, "second"]].find(([size]) => seconds >= size) ?? [1, "second"];
  return new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "long" }).format(Math.ceil(seconds / size));
}

export function formatBytes(bytes) {
  const [size, unit] = [[1e9, "gigabyte"], [1e6, "megabyte"], [1e3, "kilobyte"], [1, "byte"]].find(([size]) => bytes >= size) ?? [1, "byte"];
  return new Intl.NumberFormat(locale, { style: "unit", unit, maximumFractionDigits: 1 }).format(bytes / size);
}
