// One open ticket: its news, and who else reads, types or is about to send. Only agents hear of agents.
import { listen } from "./helpdesk-live.js";
import { say } from "./live.js";
import { showNews } from "./helpdesk-news.js";

const RENEW = 15000;
const PAUSE = 6000;

function showPresent(pane, people) {
  const place = pane.querySelector("#present");
  if (!place) return;
  place.replaceChildren(
    ...people.map(({ name, state, words }) => {
      const line = document.createElement("span");
      line.className = state;
      const who = document.createElement("b");
      who.textContent = name;
      line.append(who, ` ${words}`);
      return line;
    }),
  );
}

// Somebody else's reply about to be sent is shown before it is: two answers are noticed in time.
function noticeSending(pane, people) {
  const sending = people.filter(({ state }) => state === "sending").map(({ name, words }) => `${name} ${words}`);
  const known = pane.dataset.sending;
  pane.dataset.sending = sending.join(", ");
  if (pane.dataset.sending === known) return;
  if (sending.length) say(`${pane.dataset.sending}.`);
  showNews(pane, { event: Infinity });
}

export function joinTicket(pane) {
  pane.dataset.sending = [...pane.querySelectorAll("#present .sending")].map((line) => line.textContent).join(", ");
  let state = "looking";
  let idle;
  const tell = () => line.tell({ state, language: document.documentElement.lang });
  const line = listen(
    pane.dataset.live,
    () => pane.dataset.after,
    (news, seen) => {
      if (news.present) {
        showPresent(pane, news.present);
        noticeSending(pane, news.present);
      } else {
        showNews(pane, news, seen);
      }
    },
    () => tell(),
  );
  const renewal = setInterval(tell, RENEW);

  function become(next) {
    if (state === next) return;
    state = next;
    tell();
  }

  pane.addEventListener("input", (event) => {
    if (event.target.tagName !== "TEXTAREA") return;
    become("typing");
    clearTimeout(idle);
    idle = setTimeout(() => become("looking"), PAUSE);
  });

  return () => {
    clearInterval(renewal);
    clearTimeout(idle);
    line.stop();
  };
}
