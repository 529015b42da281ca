// Suggestions below the search box, from this site alone. Fetched when the box is first used; without it nothing is missing.
export function suggest(box) {
  if (box.list) return;
  const list = document.createElement("datalist");
  list.id = box.id + "-words";
  box.after(list);
  box.setAttribute("list", list.id);
  let wait, asked = "";
  box.addEventListener("input", () => {
    clearTimeout(wait);
    wait = setTimeout(ask, 150);
  });

  async function ask() {
    const typed = box.value.trim();
    if (typed.length < 2 || typed === asked) return;
    asked = typed;
    const answer = await fetch(box.dataset.words + encodeURIComponent(typed)).catch(() => null);
    if (!answer?.ok || typed !== asked) return;
    const words = await answer.json();
    list.replaceChildren(...words.map((said) => Object.assign(document.createElement("option"), { value: said })));
  }
}
