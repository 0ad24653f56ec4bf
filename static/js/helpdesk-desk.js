// The desk: panes change in place, news arrive, everything has a key. Without scripts every link still leads there.
import { listen } from "./helpdesk-live.js";
import { markCurrent, refreshLists, showCounts } from "./helpdesk-desk-lists.js";
import { useKeys } from "./helpdesk-desk-keys.js";
import { joinTicket } from "./helpdesk-desk-presence.js";
import { noticeSensitive } from "./helpdesk-noticing.js";
import "./helpdesk-desk-drafts.js";
import "./helpdesk-desk-office.js";
import "./helpdesk-desk-panels.js";
import "./helpdesk-desk-unsent.js";
import "./helpdesk-writing.js";

const desk = document.getElementById("desk");
let leave = null;
let ownChange = 0;

const pane = () => document.getElementById("pane");

function usePane() {
  leave?.();
  leave = null;
  const current = pane();
  markCurrent(current?.dataset.reference);
  if (!current?.dataset.live) return;
  desk.classList.remove("shows-list", "shows-views");
  desk.classList.add("shows-pane");
  const talk = current.querySelector(".talk");
  talk.scrollTop = talk.scrollHeight;
  // What was sent is done with: letters are keys again. What was refused stays under the fingers.
  if (Date.now() - ownChange < 3000 && !current.querySelector("[data-focus]")) talk.focus({ preventScroll: true });
  document.title = current.dataset.title;
  noticeSensitive(current);
  leave = joinTicket(current);
}

function hearDesk(news) {
  desk.dataset.after = news.event;
  if (Date.now() - ownChange < 3000) refreshLists(desk);
  else showCounts(desk);
}

document.body.addEventListener("htmx:beforeRequest", (event) => {
  if (event.detail.requestConfig.verb === "post") ownChange = Date.now();
});
document.body.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target?.id === "pane" || event.target.id === "pane") usePane();
});

usePane();
listen(desk.dataset.live, () => desk.dataset.after, hearDesk);
useKeys({ desk, pane });
