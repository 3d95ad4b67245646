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

if (lang !== "en") {
  const viewer = document.getElementById("viewer");
  new MutationObserver((changes) => {
    for (const change of changes) translate(change.target.nodeType === Node.TEXT_NODE ? viewer : change.target);
  }).observe(viewer, { childList: true, subtree: true });
}

window.SwaggerUIBundle({
  url: `/docs/openapi.json?lang=${lang}`,
  dom_id: "#viewer",
  deepLinking: true,
  docExpansion: "list",
  defaultModelsExpandDepth: 0,
  tryItOutEnabled: true,
  // Nothing is asked of other hosts.
  validatorUrl: null,
});
