// What is new comes in at the end of the conversation, without moving what a person reads or writes.
function anchorOf(place) {
  const active = document.activeElement;
  if (active && place.contains(active) && active.matches("textarea, input, select")) return active;
  return [...place.querySelectorAll(".message, .event")].find((entry) => entry.getBoundingClientRect().bottom > 0);
}

function scroller(place) {
  return place.querySelector(".talk") ?? document.scrollingElement;
}

export async function showNews(place, news, tellSeen) {
  if (news.event <= Number(place.dataset.after)) return;
  const asked = place.dataset.after;
  const answer = await fetch(`${place.dataset.news}?after=${asked}`, { headers: { "X-Requested-With": "news" } });
  if (!answer.ok || answer.redirected || place.dataset.after !== asked || !place.isConnected) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("#fresh-entries");
  if (!fresh) return;
  insert(place, page, fresh);
  tellSeen?.(Number(place.dataset.after));
  window.dispatchEvent(new Event("news"));
}

function insert(place, page, fresh) {
  const anchor = anchorOf(place);
  const before = anchor?.getBoundingClientRect().top;
  const entries = [...fresh.children].filter((entry) => !entry.id || !document.getElementById(entry.id));
  for (const entry of entries) entry.classList.add("is-new");
  place.querySelector("#entries").append(...entries);
  for (const id of ["where", "facts", "unsent"]) {
    const part = page.getElementById(id);
    if (part) place.querySelector(`#${id}`)?.replaceWith(part);
  }
  showRating(place, page.getElementById("rate"));
  place.dataset.after = fresh.dataset.event;
  keepVersion(place, fresh.dataset.version);
  if (anchor) scroller(place).scrollBy(0, anchor.getBoundingClientRect().top - before);
  const count = entries.filter((entry) => entry.matches(".message")).length;
  if (count) announce(place, entries.find((entry) => entry.matches(".message")), count);
  window.htmx?.process(place);
}

// A ticket that was just answered can be rated at once; marks that somebody is choosing are left alone.
function showRating(place, fresh) {
  const shown = place.querySelector("#rate");
  if (fresh && shown && !shown.querySelector("form")) shown.replaceWith(fresh);
}

// Somebody in the middle of writing is told by the server before sending; an empty form may move on.
function keepVersion(place, version) {
  for (const field of place.querySelectorAll('input[name="version"]')) {
    if (!field.form.querySelector("textarea")?.value.trim()) field.value = version;
  }
}

function announce(place, first, count) {
  const region = place.querySelector("#talk-news");
  const known = Number(region.dataset.count ?? 0) + count;
  const rules = new Intl.PluralRules(document.documentElement.lang);
  const button = document.createElement("button");
  button.type = "button";
  button.className = "fresh";
  button.textContent = region.dataset[rules.select(known)].replace("{}", known);
  const target = region.firstElementChild?.target ?? first;
  button.target = target;
  button.addEventListener("click", () => {
    target.setAttribute("tabindex", "-1");
    target.scrollIntoView({ block: "start" });
    target.focus({ preventScroll: true });
    region.dataset.count = 0;
    region.replaceChildren();
  });
  region.dataset.count = known;
  region.replaceChildren(button);
}
