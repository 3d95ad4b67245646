// Elements. Text goes in as text nodes only, so that no text is ever run as markup; the page's policy
// (Trusted Types) refuses anything else.

/** An element with attributes; a function `on…` is a listener, true and false set attributes without a value. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (typeof value === "boolean") element.toggleAttribute(name, value);
    else if (value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined).flatMap(isolateValues));
  return element;
}

/** Words with values: each value that \u2068 and \u2069 isolate becomes a <bdi>. As characters, they have no glyph in
 * our fonts, and the browser would draw the value beside them in a font of the system. */
export function isolateValues(child) {
  if (typeof child !== "string" || !child.includes("\u2068")) return [child];
  return child.split(/\u2068([^\u2069]*)\u2069/).map((part, place) => {
    if (place % 2 === 0) return part;
    const value = document.createElement("bdi");
    value.textContent = part;
    return value;
  });
}

export function find(id) {
  return document.getElementById(id);
}

/** Announce a text to screen readers. */
export function announce(text) {
  find("live").textContent = text;
}

export function makeButton(text, onclick, attributes = {}) {
  return make("button", { type: "button", onclick, ...attributes }, text);
}
