// A list to choose from while writing: type, arrows, Enter. It opens by its link or by two signs typed in the text.
import { insertText } from "./helpdesk-marks.js";

const PAUSE = 150;
let opened = null;

// `::` counts only where a word could begin, so that times and "why??" stay what they are.
export function seenTrigger(text, trigger) {
  const before = text.value.slice(0, text.selectionStart);
  return before.endsWith(trigger) && /(^|\s)$/.test(before.slice(0, -trigger.length));
}

class Inserter {
  constructor(writing, text, link, typed) {
    Object.assign(this, { writing, text, link, typed, caret: text.selectionStart });
    this.box = document.createElement("div");
    this.box.className = "inserter";
    this.input = document.createElement("input");
    this.input.type = "search";
    this.list = document.createElement("ul");
    this.list.id = `insert-${link.dataset.insert}`;
    this.list.setAttribute("role", "listbox");
    const name = link.firstChild.textContent.trim();
    const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "true", "aria-controls": this.list.id, "aria-label": name, autocomplete: "off" };
    for (const [key, value] of Object.entries(attributes)) this.input.setAttribute(key, value);
    this.list.setAttribute("aria-label", name);
    this.box.append(this.input, this.list);
    writing.querySelector("[data-toolbar]").after(this.box);
    this.listen();
    this.input.focus();
    this.ask();
  }

  listen() {
    this.input.addEventListener("input", (event) => {
      event.stopPropagation(); // it is no part of the text, so no draft of it is kept
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.ask(), PAUSE);
    });
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.box.addEventListener("focusout", (event) => {
      if (!this.box.contains(event.relatedTarget)) this.close(false);
    });
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.choose(event.target.closest("li")));
  }

  async ask() {
    this.running?.abort();
    this.running = new AbortController();
    const address = new URL(this.link.href);
    address.searchParams.set("q", this.input.value);
    try {
      const answer = await fetch(address, { headers: { "X-Requested-With": "insert" }, signal: this.running.signal });
      if (!answer.ok || answer.redirected) return this.close(true);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      this.list.replaceChildren(...page.querySelectorAll("li"));
      this.mark(0);
    } catch (error) {
      if (error.name !== "AbortError") this.close(true);
    }
    return undefined;
  }

  options() {
    return [...this.list.querySelectorAll("li:not(.none)")];
  }

  key(event) {
    const options = this.options();
    const steps = { ArrowDown: this.place + 1, ArrowUp: this.place - 1 };
    if (event.key === "Escape") this.close(true);
    else if (event.key === "Enter") this.choose(options[this.place]);
    else if (event.key in steps && options.length) this.mark((steps[event.key] + options.length) % options.length);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  mark(place) {
    this.place = place;
    this.input.removeAttribute("aria-activedescendant");
    this.options().forEach((option, at) => {
      option.setAttribute("aria-selected", String(at === place));
      if (at !== place) return;
      option.scrollIntoView({ block: "nearest" });
      this.input.setAttribute("aria-activedescendant", option.id);
    });
  }

  choose(option) {
    if (!option || option.matches(".none")) return;
    this.close(true);
    this.text.setSelectionRange(this.caret - this.typed, this.caret);
    if (option.dataset.open) this.open(option.dataset.open);
    else if (option.dataset.reference) this.cite(option.dataset);
    else insertText(this.text, option.dataset.text);
  }

  open(address) {
    if (this.typed) insertText(this.text, "");
    const link = document.createElement("a");
    link.href = address;
    link.dataset.dialog = "";
    this.writing.append(link);
    link.click();
    link.remove();
  }

  cite({ reference, title }) {
    if (this.typed) document.execCommand("delete");
    const cited = this.writing.querySelector("[data-cited]");
    if (cited.querySelector(`input[value="${CSS.escape(reference)}"]`)) return;
    const item = this.writing.querySelector("[data-cited-template]").content.firstElementChild.cloneNode(true);
    item.querySelector("[data-title]").textContent = title;
    item.querySelector("input").value = reference;
    cited.append(item);
  }

  close(backToText) {
    if (opened !== this) return;
    opened = null;
    clearTimeout(this.timer);
    this.running?.abort();
    this.box.remove();
    if (!backToText) return;
    this.text.focus();
    this.text.setSelectionRange(this.caret, this.caret);
  }
}

export function openInserter(writing, text, link, typed) {
  opened?.close(false);
  opened = new Inserter(writing, text, link, typed);
}

document.addEventListener("click", (event) => {
  const remove = event.target.closest("[data-cited] [data-remove]");
  if (!remove) return;
  const form = remove.closest("form");
  remove.closest("li").remove();
  form.querySelector("textarea").focus();
});
