// The desk: panes change in place, news arrive, everything has a key. Without scripts every link still leads there.
import { keepDrafts } from "./helpdesk-draft.js";
import { listen } from "./helpdesk-live.js";
import { showNews } from "./helpdesk-news.js";
import { useKeys } from "./helpdesk-keys.js";

const desk = document.getElementById("desk");
let stop = null;
let ownChange = 0;

const pane = () => document.getElementById("pane");

function openTab(name) {
  const reply = document.getElementById("reply");
  if (!reply) return;
  for (const link of reply.querySelectorAll("[data-tab]")) {
    if (link.dataset.tab === name) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  for (const form of reply.querySelectorAll("[data-panel]")) form.hidden = form.dataset.panel !== name;
  reply.querySelector(`[data-panel="${name}"] :is(textarea, select)`)?.focus();
}

function markCurrent() {
  const reference = pane()?.dataset.reference;
  for (const row of document.querySelectorAll(".ticket-row")) {
    if (reference && row.pathname.endsWith(`/${reference}/`)) row.setAttribute("aria-current", "true");
    else row.removeAttribute("aria-current");
  }
}

function usePane() {
  stop?.();
  stop = null;
  const current = pane();
  markCurrent();
  if (!current?.dataset.live) return;
  desk.classList.remove("shows-list", "shows-views");
  desk.classList.add("shows-pane");
  keepDrafts(current);
  const talk = current.querySelector(".talk");
  talk.scrollTop = talk.scrollHeight;
  document.title = current.dataset.title;
  stop = listen(current.dataset.live, () => current.dataset.after, (news, seen) => showNews(current, news, seen));
}

async function refreshLists() {
  const kept = document.getElementById("list").dataset.kept;
  const base = desk.dataset.home;
  await window.htmx.ajax("GET", kept ? `${base}?${kept}` : base, { source: desk, swap: "none" });
  markCurrent();
}

// Counts are put right at once; the list waits for a click, so that no row slips away under the pointer.
function hearDesk(news) {
  desk.dataset.after = news.event;
  if (Date.now() - ownChange < 3000) {
    refreshLists();
    return;
  }
  const region = document.getElementById("list-news");
  if (region.firstElementChild) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "fresh";
  button.textContent = desk.dataset.fresh;
  button.addEventListener("click", refreshLists);
  region.replaceChildren(button);
}

document.addEventListener("click", (event) => {
  const tab = event.target.closest("[data-tab]");
  if (!tab || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  openTab(tab.dataset.tab);
});

document.body.addEventListener("htmx:beforeRequest", (event) => {
  if (event.detail.requestConfig.verb === "post") ownChange = Date.now();
});
document.body.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target?.id === "pane" || event.target.id === "pane") usePane();
});

usePane();
listen(desk.dataset.live, () => desk.dataset.after, hearDesk);
useKeys({ desk, pane, openTab });
