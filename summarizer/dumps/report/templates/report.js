(() => {
  const format = new Intl.NumberFormat("en");
  for (const slider of document.querySelectorAll("input[type=range]")) {
    const lowest = Number(slider.min);
    const kept = slider.dataset.kept.split(",").map(Number);
    const box = slider.closest(".what-if");
    const answer = box.querySelector("output");
    const mark = box.querySelector(".mark");
    const tell = () => {
      const place = Number(slider.value);
      const found = kept[place - lowest];
      const told = [(place / 100).toFixed(2), format.format(found), format.format(Number(slider.dataset.total) - found)];
      answer.textContent = slider.dataset.told.replaceAll("{}", () => told.shift());
      slider.setAttribute("aria-valuetext", answer.textContent);
      const share = `${(100 * (place - lowest)) / (100 - lowest)}%`;
      mark.setAttribute("x1", share);
      mark.setAttribute("x2", share);
    };
    box.hidden = false;
    slider.addEventListener("input", tell);
    tell();
  }
  // Without scripts it is in Arabic until English is chosen.
  if (!navigator.languages.some((language) => language.startsWith("ar"))) document.getElementById("to-en").checked = true;
})();
