// Keys of the desk. Letters work outside fields only; whatever carries data-key="x" is pressed by that letter,
// so a piece of the page brings its key along. Ctrl+Enter sends the form one writes in.
import { rows, select, selectAll } from "./helpdesk-desk-lists.js";

const hasPane = () => document.getElementById("desk").classList.contains("shows-pane");

// The row one is at: the one in focus, else the open one.
function current() {
  const found = rows();
  return found.find((row) => row.parentElement.contains(document.activeElement)) ?? found.find((row) => row.hasAttribute("aria-current"));
}

// With an open ticket j and k open the neighbour; in the list alone they only move, and Enter opens.
function move(step) {
  const found = rows();
  if (!found.length) return;
  const at = found.indexOf(hasPane() ? found.find((row) => row.hasAttribute("aria-current")) : current());
  const next = found[Math.min(Math.max(at + step, 0), found.length - 1)];
  next.focus();
  if (hasPane()) next.click();
}

function openMenu() {
  const more = document.getElementById("more");
  if (!more) return;
  more.open = true;
  more.querySelector("a, button").focus();
}

function actsOf({ desk, pane }) {
  return {
    j: () => move(1),
    k: () => move(-1),
    n: () => window.location.assign(`${desk.dataset.next}?ticket=${pane()?.dataset.reference ?? ""}`),
    m: openMenu,
    x: () => select(current() ?? rows()[0]),
    X: () => selectAll(true),
    o: () => current()?.click(),
    b: () => document.getElementById("bulk-change")?.focus(),
    g: () => document.querySelector("#views a[aria-current], #views a")?.focus(),
    G: () => (current() ?? rows()[0])?.focus(),
    "/": () => document.querySelector('#list input[type="search"]').focus(),
    "?": () => document.getElementById("keys").showModal(),
  };
}

function sendWhatIsWritten(event) {
  event.preventDefault();
  const form = event.target.form;
  form.requestSubmit(form.querySelector("[data-primary]"));
}

export function useKeys(parts) {
  const acts = actsOf(parts);

  document.addEventListener("keydown", (event) => {
    const isField = event.target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.form) return sendWhatIsWritten(event);
    if (event.key === "Escape" && isField) return event.target.blur();
    if (parts.desk.dataset.keys === "off" || isField || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return undefined;
    const piece = event.key.length === 1 && document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    const act = acts[event.key] ?? (piece && (() => piece.click()));
    if (!act) return undefined;
    event.preventDefault();
    return act();
  });
}
