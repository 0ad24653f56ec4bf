// [data-combobox]: an office found by typing (ARIA combobox with a list). Without scripts the button finds it.
const boxes = new WeakSet();

function choose(box, option) {
  const input = box.querySelector("input[type=text]");
  let field = box.querySelector("input[type=hidden][name=organisation]");
  box.querySelector("[data-found]")?.remove();
  if (!field) {
    field = document.createElement("input");
    field.type = "hidden";
    field.name = "organisation";
    box.append(field);
  }
  field.value = option.dataset.value;
  input.value = option.querySelector("b").textContent;
  close(box);
  askPeople(box, option.dataset.value);
}

async function askPeople(box, office) {
  const field = box.closest("form").querySelector("select[name=person]");
  if (!field) return;
  const answer = await fetch(`${box.dataset.options}${office}/people/`);
  if (!answer.ok || answer.redirected) return;
  const page = new DOMParser().parseFromString(`<select>${await answer.text()}</select>`, "text/html");
  field.replaceChildren(...page.querySelectorAll("option"));
}

const list = (box) => box.querySelector("[role=listbox]");
const marked = (box) => list(box).querySelector('[aria-selected="true"]');

function mark(box, option) {
  for (const one of list(box).children) one.setAttribute("aria-selected", String(one === option));
  const input = box.querySelector("input[type=text]");
  if (option) input.setAttribute("aria-activedescendant", option.id);
  else input.removeAttribute("aria-activedescendant");
  option?.scrollIntoView({ block: "nearest" });
}

function close(box) {
  list(box).hidden = true;
  const input = box.querySelector("input[type=text]");
  input.setAttribute("aria-expanded", "false");
  input.removeAttribute("aria-activedescendant");
}

async function find(box, input) {
  const asked = input.value.trim();
  if (asked.length < 2) return close(box);
  const answer = await fetch(`${box.dataset.options}?q=${encodeURIComponent(asked)}`);
  if (!answer.ok || answer.redirected || input.value.trim() !== asked) return undefined;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  list(box).replaceChildren(...page.querySelectorAll("li"));
  [...list(box).children].forEach((option, number) => (option.id = `office-${number}`));
  list(box).hidden = false;
  input.setAttribute("aria-expanded", "true");
  const first = list(box).querySelector("[data-value]");
  return mark(box, first);
}

function useKey(box, event) {
  const options = [...list(box).querySelectorAll("[data-value]")];
  if (list(box).hidden || !options.length) return;
  const at = options.indexOf(marked(box));
  const moves = { ArrowDown: options[(at + 1) % options.length], ArrowUp: options.at(at - 1) };
  if (moves[event.key]) mark(box, moves[event.key]);
  else if (event.key === "Enter" && marked(box) && !event.ctrlKey) choose(box, marked(box));
  else if (event.key === "Escape") close(box);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function use(box) {
  if (boxes.has(box)) return;
  boxes.add(box);
  const input = box.querySelector("input[type=text]");
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list(box).id);
  input.setAttribute("aria-expanded", "false");
  box.querySelector("[data-find]").hidden = true;
  let timer;
  input.addEventListener("input", () => {
    box.querySelector("input[type=hidden][name=organisation]")?.remove();
    clearTimeout(timer);
    timer = setTimeout(() => find(box, input), 160);
  });
  input.addEventListener("keydown", (event) => useKey(box, event));
  input.addEventListener("blur", () => close(box));
  list(box).addEventListener("mousedown", (event) => {
    const option = event.target.closest("[data-value]");
    event.preventDefault();
    if (option) choose(box, option);
  });
}

export function useComboboxes(root) {
  for (const box of root.querySelectorAll("[data-combobox]")) use(box);
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || !event.target.form?.matches(".call")) return;
  event.preventDefault();
  event.target.form.requestSubmit(event.target.form.querySelector("[data-primary]"));
});
document.body.addEventListener("htmx:afterSettle", () => useComboboxes(document));
useComboboxes(document);
