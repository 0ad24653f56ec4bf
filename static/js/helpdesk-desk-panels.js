// The panels at the foot of the open ticket. Reply and note stand ready; the others are fetched when asked for.
const work = () => document.getElementById("reply");
const panelNamed = (code) => work()?.querySelector(`[data-panel="${CSS.escape(code)}"]`);

// On a phone the row of tabs is wider than the screen.
function showCurrentTab() {
  const tabs = work()?.querySelector(".tabs");
  const current = tabs?.querySelector("[aria-current]");
  if (current) tabs.scrollLeft = Math.max(0, current.offsetLeft + current.offsetWidth - tabs.clientWidth - tabs.offsetLeft);
}

function markTab(link) {
  const tabs = work().querySelector(".tabs ul");
  for (const tab of work().querySelectorAll("[data-tab]")) tab.removeAttribute("aria-current");
  tabs.querySelector(".opened")?.remove();
  let tab = tabs.querySelector(`[data-tab="${link.dataset.tab}"]`);
  if (!tab) {
    const item = document.createElement("li");
    item.className = "opened";
    tab = link.cloneNode(true);
    tab.querySelector("kbd")?.remove();
    tab.removeAttribute("data-key");
    item.append(tab);
    tabs.append(item);
  }
  tab.setAttribute("aria-current", "page");
  showCurrentTab();
}

function show(code) {
  for (const panel of work().querySelectorAll("[data-panel]")) panel.hidden = panel.dataset.panel !== code;
  const panel = panelNamed(code);
  panel?.querySelector(":is(textarea, select, input:not([type=hidden], [type=file]))")?.focus();
}

export async function openPanel(code) {
  const link = work()?.querySelector(`[data-tab="${CSS.escape(code)}"]`);
  if (!link) return;
  const more = document.getElementById("more");
  if (more) more.open = false;
  markTab(link);
  if (!panelNamed(code)) await window.htmx.ajax("GET", link.dataset.load, { target: "#panel", swap: "innerHTML" });
  show(code);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-tab]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  openPanel(link.dataset.tab);
});

document.body.addEventListener("htmx:afterSettle", showCurrentTab);
showCurrentTab();
