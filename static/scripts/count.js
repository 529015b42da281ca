// Says how many characters are left when somebody stops typing; without it the limit stands there in words, and nothing is ever cut.
document.querySelectorAll("[data-count]").forEach((told) => {
  const box = document.getElementById(told.dataset.count);
  let waiting;
  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      const left = told.dataset.most - [...box.value].length;
      told.textContent = (left < 0 ? told.dataset.over : told.dataset.left).replace("{num}", Math.abs(left).toLocaleString("en-GB"));
    }, 1000);
  });
});
