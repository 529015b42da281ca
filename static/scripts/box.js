// Fetches suggest.js when a box for words is first used, and not before. Without this file nothing is missing.
document.addEventListener("focusin", ({ target }) => target.dataset.script && import(target.dataset.script).then((it) => it.suggest(target)));
