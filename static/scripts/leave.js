// Leaves this page at once: by its link, or by Shift three times within five seconds. Without this file the link works by itself.
const exit = document.querySelector(".exit"), link = exit.querySelector("a"), told = exit.querySelector("[role=status]");
let left = false, presses = 0, modified = false, timer;

function leave() {
  left = true;
  told.textContent = exit.dataset.going;
  document.title = link.hostname;
  for (const part of [...document.body.children]) if (part !== exit) part.remove();
  exit.classList.add("vh");
  location.replace(link.href);
}

function forget() {
  clearTimeout(timer);
  presses = 0;
  told.textContent = exit.dataset.over;
}

link.addEventListener("click", (event) => {
  event.preventDefault();
  leave();
});
addEventListener("keyup", ({ key, shiftKey }) => {
  if (key === "Shift" && !modified && !left) {
    clearTimeout(timer);
    presses += 1;
    if (presses === 3) return leave();
    told.textContent = presses === 1 ? exit.dataset.first : exit.dataset.second;
    timer = setTimeout(forget, 5000);
  } else if (presses && !left) forget();
  modified = shiftKey; // Shift with another key, as to go back with Tab or to write a capital, is not a press of Shift
});
// Back may show a page as it was left: it hides and leaves again.
addEventListener("pageshow", ({ persisted }) => persisted && left && leave());
// A page may fetch only so many files: what box.js does elsewhere is done here too.
addEventListener("focusin", ({ target }) => target.dataset.script && import(target.dataset.script).then((it) => it.suggest(target)));
