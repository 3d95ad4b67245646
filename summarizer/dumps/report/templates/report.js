(() => {
  const slider = document.getElementById("threshold");
  if (!slider) return;
  const lowest = Number(slider.min);
  const kept = slider.dataset.kept.split(",").map(Number);
  const total = Number(slider.dataset.total);
  const answer = document.getElementById("answer");
  const mark = document.getElementById("mark");
  const format = new Intl.NumberFormat("en");
  const tell = () => {
    const place = Number(slider.value);
    const threshold = (place / 100).toFixed(2);
    answer.textContent = `عند الحدّ ${threshold}: يبقى ${format.format(kept[place - lowest])} ويُحذف ${format.format(total - kept[place - lowest])}`;
    slider.setAttribute("aria-valuetext", answer.textContent);
    const share = `${(100 * (place - lowest)) / (100 - lowest)}%`;
    mark.setAttribute("x1", share);
    mark.setAttribute("x2", share);
  };
  document.getElementById("what-if").hidden = false;
  slider.addEventListener("input", tell);
  tell();
})();
