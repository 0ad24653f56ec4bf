// form[data-draft="name"]: what is typed stays in this browser until it is sent.
const prefix = "draft:";
const moments = "draft-at:";
const own = "draft-kept:";

function fields(form) {
  return [...form.elements].filter((field) => ["TEXTAREA", "INPUT"].includes(field.tagName) && ["textarea", "text"].includes(field.type));
}

function forget(name) {
  localStorage.removeItem(prefix + name);
  localStorage.removeItem(moments + name);
}

// The draft that the server keeps was made of what this browser holds.
export const rememberOwnDraft = (name, changed) => localStorage.setItem(own + name, changed);
export const isOwnDraft = (name, changed) => Boolean(localStorage.getItem(prefix + name)) && localStorage.getItem(own + name) === changed;

function store(form) {
  const typed = Object.fromEntries(fields(form).filter((field) => field.value.trim()).map((field) => [field.name, field.value]));
  if (!Object.keys(typed).length) return forget(form.dataset.draft);
  localStorage.setItem(prefix + form.dataset.draft, JSON.stringify(typed));
  localStorage.setItem(moments + form.dataset.draft, String(Date.now()));
}

// Where the page offers a draft of another device that is newer, the one of this browser steps back.
function isOlderThanOffered(form) {
  const offered = document.querySelector(`#draft[data-form="${CSS.escape(form.dataset.draft)}"]`);
  const typedAt = Number(localStorage.getItem(moments + form.dataset.draft));
  return offered && typedAt < Date.parse(offered.dataset.changed) - 5000;
}

function restore(form) {
  if (isOlderThanOffered(form)) return;
  const kept = JSON.parse(localStorage.getItem(prefix + form.dataset.draft) ?? "{}");
  const empty = fields(form).filter((field) => !field.value && kept[field.name]);
  for (const field of empty) field.value = kept[field.name];
}

// A page that shows the form again with what was written was not taken; any other page means it was sent.
function forgetSent(root) {
  const sent = sessionStorage.getItem("draft-sent");
  if (!sent) return;
  sessionStorage.removeItem("draft-sent");
  const again = root.querySelector(`form[data-draft="${CSS.escape(sent)}"]`);
  if (!again || !fields(again).some((field) => field.value.trim())) forget(sent);
}

export function keepDrafts(root) {
  try {
    forgetSent(root);
    for (const form of root.querySelectorAll("form[data-draft]")) restore(form);
  } catch {
    // No storage in this browser, or a spoiled draft: the form works without.
  }
}

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (form?.dataset.draft) store(form);
});

document.addEventListener("submit", (event) => {
  const name = event.target.dataset.draft;
  if (name) sessionStorage.setItem("draft-sent", name);
});

// „Odrzuć” beside an offered draft means the one of this browser too.
document.addEventListener("click", (event) => {
  const offered = event.target.closest("[data-forget]")?.closest("[data-form]");
  if (offered) forget(offered.dataset.form);
});
