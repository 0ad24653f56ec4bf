// Forms: one sending per press, a word before unsent text is lost, errors in our own words, focus on the summary.
const texts = document.getElementById("toasts")?.dataset ?? {};
const changed = new Set();

// Bubbles of the browser speak its language, not the page's, and vanish; the server's messages stay.
function useOwnMessages(root) {
  for (const form of root.querySelectorAll('form[method="post"]:not([data-native])')) form.noValidate = true;
}

function release(form) {
  delete form.dataset.sending;
  for (const button of form.querySelectorAll(".is-busy")) {
    button.classList.remove("is-busy");
    button.removeAttribute("aria-disabled");
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sending) {
    event.preventDefault();
    return;
  }
  changed.delete(form);
  if (form.matches("[hx-post], [hx-put], [data-many]")) return;
  form.dataset.sending = "1";
  // Its name and value must still travel, so the button is only marked, not disabled.
  event.submitter?.classList.add("is-busy");
  event.submitter?.setAttribute("aria-disabled", "true");
});

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (form?.matches("[data-guard]")) changed.add(form);
});

// A form that saves by itself says whether it has something left to lose.
document.addEventListener("saved", (event) => changed.delete(event.target));
document.addEventListener("unsaved", (event) => changed.add(event.target));

window.addEventListener("beforeunload", (event) => {
  if ([...changed].some((form) => form.isConnected)) event.preventDefault();
});

// A page taken from the browser's memory must accept sending again.
window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sending]").forEach(release));

document.body.addEventListener("htmx:beforeRequest", (event) => {
  changed.delete(event.target);
});

document.body.addEventListener("htmx:afterSwap", (event) => {
  useOwnMessages(event.target);
  event.target.querySelector("[data-focus]")?.focus();
});

useOwnMessages(document);
document.querySelector("[data-focus]")?.focus();

export { texts };
