// Keys of the desk. Letters work outside fields only; Ctrl+Enter sends the form one writes in.
function move(step) {
  const rows = [...document.querySelectorAll(".ticket-row")];
  if (!rows.length) return;
  const current = rows.findIndex((row) => row.hasAttribute("aria-current"));
  const next = rows[Math.min(Math.max(current + step, 0), rows.length - 1)];
  next.focus();
  next.click();
}

export function useKeys({ desk, pane, openTab }) {
  const acts = {
    j: () => move(1),
    k: () => move(-1),
    n: () => window.location.assign(`${desk.dataset.next}?ticket=${pane()?.dataset.reference ?? ""}`),
    r: () => openTab("reply"),
    i: () => openTab("note"),
    s: () => openTab("status"),
    a: () => pane()?.querySelector(".take button:not([name])")?.click(),
    "/": () => document.querySelector('#list input[type="search"]').focus(),
    "?": () => document.getElementById("keys").showModal(),
  };

  document.addEventListener("keydown", (event) => {
    const isField = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.form) {
      event.preventDefault();
      const form = event.target.form;
      form.requestSubmit(form.querySelector("[data-primary]"));
      return;
    }
    if (event.key === "Escape" && isField) {
      event.target.blur();
      return;
    }
    if (isField || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    const act = acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
}
