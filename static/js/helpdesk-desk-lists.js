// Views and list. Counts are put right at once; the list waits for a click, so that no row slips away.
const list = () => document.getElementById("list");
export const rows = () => [...document.querySelectorAll(".ticket-row > a")];
const boxes = () => [...document.querySelectorAll('.ticket-row > input[type="checkbox"]')];

export function markCurrent(reference) {
  for (const row of rows()) {
    if (reference && row.pathname.endsWith(`/${reference}/`)) row.setAttribute("aria-current", "true");
    else row.removeAttribute("aria-current");
  }
}

export async function refreshLists(desk) {
  const checked = new Set(boxes().filter((box) => box.checked).map((box) => box.value));
  const { kept } = list().dataset;
  const base = desk.dataset.home;
  await window.htmx.ajax("GET", kept ? `${base}?${kept}` : base, { source: desk, swap: "none" });
  for (const box of boxes()) box.checked = checked.has(box.value);
  showSelected();
  markCurrent(document.getElementById("pane")?.dataset.reference);
}

export async function showCounts(desk) {
  const { kept, shown } = list().dataset;
  const answer = await fetch(`${desk.dataset.counts}?${kept}&after=${shown}`, { headers: { "X-Requested-With": "news" } });
  if (!answer.ok || answer.redirected) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const button = page.querySelector("[data-refresh]");
  button.addEventListener("click", () => refreshLists(desk));
  const region = document.getElementById("list-news");
  if (region.textContent.trim() !== button.textContent.trim()) region.replaceChildren(button);
  const views = document.getElementById("views");
  if (!views.contains(document.activeElement)) views.replaceWith(page.getElementById("views"));
  window.dispatchEvent(new Event("news"));
}

// Selecting: the bar appears with the first selected ticket, its field is fetched once.
function showSelected() {
  const bar = document.getElementById("bulk");
  if (!bar) return;
  const count = boxes().filter((box) => box.checked).length;
  bar.hidden = !count;
  for (const button of bar.querySelectorAll("[data-select]")) button.hidden = false;
  const form = { one: "one", few: "few" }[new Intl.PluralRules(document.documentElement.lang).select(count)] ?? "many";
  bar.querySelector(".selected").textContent = bar.dataset[form].replace("{}", count);
  const place = document.getElementById("bulk-choices");
  if (count && !place.childElementCount && !place.dataset.asked) {
    place.dataset.asked = "1";
    window.htmx.ajax("GET", bar.dataset.choices, { target: place, swap: "innerHTML" });
  }
}

export function select(row) {
  const box = row?.parentElement.querySelector('input[type="checkbox"]');
  if (!box) return;
  box.checked = !box.checked;
  showSelected();
}

export function selectAll(is) {
  for (const box of boxes()) box.checked = is;
  showSelected();
}

document.addEventListener("change", (event) => {
  if (event.target.matches('.ticket-row > input[type="checkbox"]')) showSelected();
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-select]");
  if (button) selectAll(button.dataset.select === "all");
});

document.documentElement.classList.add("can-select");
