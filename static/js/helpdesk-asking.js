// The form of a new ticket: hints while a person writes, and questions that hang on other answers.
const PAUSE = 700;
const SHORTEST = 12;
const SENT = ["csrfmiddlewaretoken", "kind", "sitting", "body", "system", "organisation", "category"];
const isWide = window.matchMedia("(min-width: 1000px)");

function useOffers(form) {
  const place = document.getElementById("offers");
  const said = document.getElementById("offers-said");
  let timer;
  let running;
  let asked = "";

  async function ask() {
    const text = form.elements.body.value.trim();
    const about = text + (form.elements.system?.value ?? "");
    if (text.length < SHORTEST || about === asked) return;
    asked = about;
    running?.abort();
    running = new AbortController();
    const typed = new FormData(form);
    const body = new FormData();
    for (const name of SENT) if (typed.has(name)) body.set(name, typed.get(name));
    try {
      const answer = await fetch(form.dataset.offers, { method: "POST", body, signal: running.signal });
      if (answer.ok && !answer.redirected) show(await answer.text());
    } catch {
      // Aborted, or away: the text can be sent without hints.
    }
  }

  function show(html) {
    form.elements.offers_seen.value = "1";
    if (place.contains(document.activeElement)) return;
    const wasOpen = place.querySelector("details")?.open;
    place.innerHTML = html;
    const details = place.querySelector("details");
    if (details) details.open = wasOpen ?? isWide.matches;
    announce(place.querySelectorAll("li").length);
  }

  function announce(count) {
    const rules = new Intl.PluralRules(document.documentElement.lang);
    const words = count ? said.dataset[rules.select(count)].replace("{}", count) : "";
    if (said.textContent !== words) said.textContent = words;
  }

  form.addEventListener("input", (event) => {
    if (!["body", "system"].includes(event.target.name)) return;
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  if (form.elements.body.value && !place.querySelector("details")) ask();
}

function answerOf(form, name) {
  const field = form.elements[name];
  return field ? field.value : "";
}

// A field whose condition does not hold is out of sight; what hangs on it goes with it.
function showConditions(form) {
  const hidden = new Set();
  for (const part of form.querySelectorAll("[data-when]")) {
    const field = part.closest(".field");
    const isMet = !hidden.has(part.dataset.when) && answerOf(form, part.dataset.when) === part.dataset.answer;
    const name = part.name ?? part.querySelector("[name]")?.name;
    if (!isMet) hidden.add(name);
    field.hidden = !isMet;
  }
}

// What the category asks itself is not asked a second time among the details.
function showDetails(form) {
  for (const name of ["system", "requirement"]) {
    const field = form.elements[name]?.closest(".field");
    if (field) field.hidden = Boolean(form.querySelector(`#asked [data-asks="${name}"]`));
  }
}

// The office one acts for needs no second tick among those that the ticket also concerns.
function showUnits(form) {
  for (const unit of form.querySelectorAll('input[name="units"]')) {
    unit.disabled = unit.value === form.elements.organisation.value;
    unit.closest("label").parentElement.hidden = unit.disabled;
  }
}

export function useAsking(form) {
  if (!form) return;
  showUnits(form);
  showDetails(form);
  showConditions(form);
  useOffers(form);
  form.addEventListener("change", () => {
    showUnits(form);
    showConditions(form);
  });
  document.body.addEventListener("htmx:afterSwap", () => {
    showDetails(form);
    showConditions(form);
  });
}
