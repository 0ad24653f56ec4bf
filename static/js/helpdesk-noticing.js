// form with [data-sensitive]: says what should not be sent while a person types, and removes it by one click.
import { find, remove } from "./helpdesk-sensitive.js";

const KINDS = ["pesel", "account", "password", "key"];
const PAUSE = 400;

function fields(form) {
  return [...form.elements].filter((field) => field.matches("textarea, input[type=text]") && /^(body|subject|answer_)/.test(field.name));
}

function use(form) {
  const notice = form.querySelector("[data-sensitive]");
  const keep = notice.querySelector('[name="keep_sensitive"]');
  const found = notice.querySelector("[data-found]");
  let timer;

  function allowed(kind) {
    const pair = keep.checked && keep.value.split(" ").find((part) => part.startsWith(`${kind}=`));
    return pair ? Number(pair.split("=")[1]) : 0;
  }

  function look() {
    const all = fields(form).flatMap((field) => find(field.value));
    const counts = Object.fromEntries(KINDS.map((kind) => [kind, all.filter((one) => one.what === kind).length]));
    const there = KINDS.filter((kind) => counts[kind]);
    if (there.some((kind) => counts[kind] > allowed(kind))) keep.checked = false;
    if (!keep.checked) keep.value = there.map((kind) => `${kind}=${counts[kind]}`).join(" ");
    const words = there.map((kind) => `${notice.dataset[kind]} (${counts[kind]})`).join(", ");
    if (words !== found.textContent) found.textContent = words;
    notice.hidden = !there.length;
  }

  form.addEventListener("input", (event) => {
    if (event.target === keep) return;
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  });
  notice.querySelector("[data-remove]").addEventListener("click", (event) => {
    event.preventDefault();
    const words = Object.fromEntries(KINDS.map((kind) => [kind, notice.dataset[`${kind}Gone`]]));
    for (const field of fields(form)) {
      const clean = remove(field.value, words);
      if (clean === field.value) continue;
      field.value = clean;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.focus();
    }
    look();
  });
  look();
}

export function noticeSensitive(root) {
  for (const notice of root.querySelectorAll("form [data-sensitive]")) use(notice.closest("form"));
}
