// The number of unread notifications in the header stays true while a page is open and looked at.
const EVERY = 30000;
const bell = document.querySelector(".bell[data-unread]");
const number = bell?.querySelector("b");
let timer;

async function look() {
  clearTimeout(timer);
  if (document.hidden) return;
  timer = setTimeout(look, EVERY);
  try {
    const answer = await fetch(bell.dataset.unread, { headers: { Accept: "application/json" } });
    if (!answer.ok || answer.redirected) return;
    const { unread } = await answer.json();
    number.textContent = unread;
    number.hidden = !unread;
  } catch {
    // The connection is away; the next look comes by itself.
  }
}

if (bell) {
  timer = setTimeout(look, EVERY);
  document.addEventListener("visibilitychange", look);
  window.addEventListener("news", look);
}
