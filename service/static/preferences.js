// Preferences, applied before the first paint: the theme and the language chosen earlier. A classic script, as a
// module would run after the page is shown. They are stored in this browser only; no cookie is sent.
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  let stored = {};
  try {
    stored = { theme: localStorage.getItem("khulasa-theme"), lang: localStorage.getItem("khulasa-lang") };
  } catch {
    return; // Without storage the page stays as it is.
  }
  if (stored.theme) root.dataset.theme = stored.theme;
  const inAddress = new URLSearchParams(location.search).get("lang");
  if (!inAddress && stored.lang && stored.lang !== root.lang) location.replace(`/?lang=${stored.lang}${location.hash}`);
})();
