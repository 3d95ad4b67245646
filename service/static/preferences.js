// Before the first paint: that scripts run, the theme and the language chosen earlier. A classic script, as a
// module would run after the page was shown. What is remembered stays in this browser; no cookie is sent.
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  let kept = {};
  try {
    kept = { theme: localStorage.getItem("khulasa-theme"), lang: localStorage.getItem("khulasa-lang") };
  } catch {
    return; // A browser that remembers nothing gets the page as it comes.
  }
  if (kept.theme) root.dataset.theme = kept.theme;
  const asked = new URLSearchParams(location.search).get("lang");
  if (!asked && kept.lang && kept.lang !== root.lang) location.replace(`/?lang=${kept.lang}${location.hash}`);
})();
