// Deciding by keyboard: keys act only on the row that holds the focus.
const rowOf = (element) => element.closest("[data-review] > li");

function move(row, step) {
  const next = step > 0 ? row.nextElementSibling : row.previousElementSibling;
  const control = next?.querySelector("button");
  (control ?? next)?.focus();
}

document.addEventListener("keydown", (event) => {
  const row = rowOf(event.target);
  if (!row || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    move(row, event.key === "ArrowDown" ? 1 : -1);
    return;
  }
  const button = row.querySelector(`button[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (button) {
    event.preventDefault();
    button.click();
  }
});

// After an answer the focus goes on to the next undecided row, or stays where something went wrong.
document.addEventListener("htmx:afterSwap", (event) => {
  const row = document.getElementById(event.detail.target?.id ?? "");
  if (!row || !rowOf(row)) return;
  const failed = row.querySelector("[role=alert]");
  let next = row;
  while (!failed && next && !next.querySelector("[data-key=d]")) next = next.nextElementSibling;
  (next ?? row).querySelector("button")?.focus();
});
