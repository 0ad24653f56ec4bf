// Long lists of ticks: all or none by one button, and how many are ticked, said politely.
const boxesOf = (bar) => [...bar.closest("fieldset, form").querySelectorAll('.choices input[type="checkbox"]')];

function count(bar) {
  const boxes = boxesOf(bar);
  const ticked = boxes.filter((box) => box.checked).length;
  bar.querySelector(".selected").textContent = bar.dataset.words.replace("{}", ticked).replace("{}", boxes.length);
}

function countAll(root) {
  for (const bar of root.querySelectorAll(".ticking")) {
    count(bar);
    bar.hidden = false;
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-tick]");
  if (!button) return;
  const bar = button.closest(".ticking");
  const boxes = boxesOf(bar);
  for (const box of boxes) box.checked = button.dataset.tick === "all";
  count(bar);
  boxes[0]?.dispatchEvent(new Event("input", { bubbles: true }));
});

document.addEventListener("change", (event) => {
  const bar = event.target.closest(".choices")?.parentElement.querySelector(".ticking");
  if (bar) count(bar);
});

// A page taken from the browser's memory has the ticks it was left with.
window.addEventListener("pageshow", () => countAll(document));
document.body.addEventListener("htmx:afterSwap", (event) => countAll(event.target));
