// Suggestions under every search box: an ARIA combobox with a list. Without scripts the box is a plain form.
const PAUSE = 180;
const SHORTEST = 2;
let boxes = 0;

class Suggestions {
  constructor(form) {
    this.form = form;
    this.input = form.querySelector('input[type="search"]');
    this.address = new URL("suggest/", new URL(form.action, location.href));
    this.list = document.createElement("ul");
    this.list.className = "suggestions";
    this.list.id = `suggestions-${++boxes}`;
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", this.input.getAttribute("aria-label") || "");
    form.append(this.list);
    const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id };
    for (const [name, value] of Object.entries(attributes)) this.input.setAttribute(name, value);
    this.chosen = -1;
    this.input.addEventListener("input", () => this.later());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => this.close());
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.go(event.target.closest("li")));
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    this.running?.abort();
    const text = this.input.value.trim();
    if (text.length < SHORTEST) return this.close();
    this.running = new AbortController();
    this.address.search = new URLSearchParams({ q: text });
    try {
      const answer = await fetch(this.address, { signal: this.running.signal });
      if (answer.ok) this.show((await answer.json()).suggestions);
    } catch (error) {
      if (error.name !== "AbortError") this.close();
    }
  }

  show(suggestions) {
    this.list.replaceChildren(...suggestions.map((suggestion, place) => this.option(suggestion, place)));
    this.choose(-1);
    this.open(suggestions.length > 0 && document.activeElement === this.input);
  }

  option(suggestion, place) {
    const option = document.createElement("li");
    option.id = `${this.list.id}-${place}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.dataset.url = suggestion.url;
    const kind = document.createElement("span");
    kind.className = "kind";
    kind.textContent = suggestion.kind;
    option.append(suggestion.title, kind);
    return option;
  }

  key(event) {
    const last = this.list.children.length - 1;
    const isOpen = !this.list.hidden;
    if (event.key === "Escape" && isOpen) this.close();
    else if (event.key === "ArrowDown" && last >= 0) this.move(isOpen ? (this.chosen >= last ? -1 : this.chosen + 1) : 0);
    else if (event.key === "ArrowUp" && last >= 0) this.move(isOpen ? (this.chosen < 0 ? last : this.chosen - 1) : last);
    else if (event.key === "Enter" && isOpen && this.chosen >= 0) this.go(this.list.children[this.chosen]);
    else return;
    event.preventDefault();
  }

  move(place) {
    this.open(true);
    this.choose(place);
  }

  choose(place) {
    this.list.children[this.chosen]?.setAttribute("aria-selected", "false");
    this.chosen = place;
    const option = this.list.children[place];
    if (!option) return this.input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", option.id);
  }

  go(option) {
    if (option) location.assign(option.dataset.url);
  }

  open(isOpen) {
    this.list.hidden = !isOpen;
    this.input.setAttribute("aria-expanded", String(isOpen));
  }

  close() {
    clearTimeout(this.timer);
    this.running?.abort();
    this.open(false);
    this.choose(-1);
  }
}

for (const form of document.querySelectorAll("form.search-box")) {
  const action = new URL(form.action, location.href);
  if (action.pathname.endsWith("/search/")) new Suggestions(form);
}

// Editors see which questions found nothing worth opening. Counted is only that something was opened.
const counter = document.querySelector("form.click-count");
if (counter) {
  const once = new AbortController();
  const count = (event) => {
    if (!event.target.closest(".hits a, .best-bets a")) return;
    once.abort();
    navigator.sendBeacon(counter.action, new FormData(counter));
  };
  for (const kind of ["click", "auxclick"]) document.addEventListener(kind, count, { signal: once.signal });
}
