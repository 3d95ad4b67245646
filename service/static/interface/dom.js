// Making elements. Text goes in as text nodes only, so that nothing a page holds is ever run as markup; the
// page's policy (Trusted Types) refuses anything else.

/** An element: attributes by name, `on…` as listeners, true and false for attributes without a value. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (typeof value === "boolean") element.toggleAttribute(name, value);
    else if (value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

export function find(id) {
  return document.getElementById(id);
}

/** Say something to whoever listens instead of looking. */
export function announce(text) {
  find("live").textContent = text;
}

export function makeButton(text, onclick, attributes = {}) {
  return make("button", { type: "button", onclick, ...attributes }, text);
}
