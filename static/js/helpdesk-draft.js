// form[data-draft="name"]: what is typed stays in this browser until it is sent.
const prefix = "draft:";

function fields(form) {
  return [...form.elements].filter((field) => ["TEXTAREA", "INPUT"].includes(field.tagName) && ["textarea", "text"].includes(field.type));
}

function store(form) {
  const typed = Object.fromEntries(fields(form).filter((field) => field.value.trim()).map((field) => [field.name, field.value]));
  if (Object.keys(typed).length) localStorage.setItem(prefix + form.dataset.draft, JSON.stringify(typed));
  else localStorage.removeItem(prefix + form.dataset.draft);
}

function restore(form) {
  const kept = JSON.parse(localStorage.getItem(prefix + form.dataset.draft) ?? "{}");
  for (const field of fields(form)) if (!field.value && kept[field.name]) field.value = kept[field.name];
}

// A page that shows the form again with what was written was not taken; any other page means it was sent.
function forgetSent(root) {
  const sent = sessionStorage.getItem("draft-sent");
  if (!sent) return;
  sessionStorage.removeItem("draft-sent");
  const again = root.querySelector(`form[data-draft="${CSS.escape(sent)}"]`);
  if (!again || !fields(again).some((field) => field.value.trim())) localStorage.removeItem(prefix + sent);
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
