// Starts the viewer of the API; in Arabic it also replaces the viewer's own labels, which it has in English only.
const { lang, words } = JSON.parse(document.getElementById("setting").textContent);

/** Replace labels below a node; the viewer draws them again and again. */
function translate(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const label = words[node.data.trim()];
    if (label && label !== node.data) node.data = label;
  }
}

/** What a screen reader is told and the viewer only shows: levels of headings, names of fields, boxes that scroll. */
const ATTRIBUTES = [
  [".information-container", "role", "region"],
  [".information-container", "aria-label", "The API of Khulasa"],
  [".schemes-server-container", "role", "region"],
  [".schemes-server-container", "aria-label", "Servers"],
  [".opblock-tag", "aria-level", "2"],
  [".opblock h4, .models h4", "aria-level", "3"],
  ["#servers", "aria-label", "Servers"],
  [".examples-select-element", "aria-label", "Examples"],
  [".body-param__text", "aria-label", "Request body"],
  ["pre", "tabindex", "0"],
];

function describe(root) {
  for (const [selector, name, value] of ATTRIBUTES) {
    for (const element of root.querySelectorAll(selector)) {
      if (!element.hasAttribute(name)) element.setAttribute(name, words[value] ?? value);
    }
  }
}

const viewer = document.getElementById("viewer");
new MutationObserver((changes) => {
  describe(viewer);
  if (lang === "en") return;
  for (const change of changes) translate(change.target.nodeType === Node.TEXT_NODE ? viewer : change.target);
}).observe(viewer, { childList: true, subtree: true });

window.SwaggerUIBundle({
  url: `/docs/openapi.json?lang=${lang}`,
  dom_id: "#viewer",
  // With links in them, the buttons that open an operation would hold a second thing to press.
  deepLinking: false,
  docExpansion: "list",
  defaultModelsExpandDepth: 0,
  tryItOutEnabled: true,
  // Nothing is asked of other hosts.
  validatorUrl: null,
});
