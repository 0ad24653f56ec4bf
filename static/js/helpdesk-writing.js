// Everything beside a text that somebody writes: marks, insertions, files, preview. Without scripts the text, the
// file field and the pages of insertions do the same.
import { openInserter, seenTrigger } from "./helpdesk-insert.js";
import { useMarks } from "./helpdesk-marks.js";
import { useUploads } from "./helpdesk-uploads.js";

export const textOf = (writing) => writing.closest("form").querySelector("textarea");

function usePreview(writing) {
  for (const button of writing.querySelectorAll("[data-preview]")) button.hidden = false;
}

function useInsertions(writing) {
  const text = textOf(writing);
  text.addEventListener("input", () => {
    const link = [...writing.querySelectorAll("[data-trigger]")].find((one) => seenTrigger(text, one.dataset.trigger));
    if (link) openInserter(writing, text, link, link.dataset.trigger.length);
  });
}

// One stop for Tab, arrows inside: as a toolbar works everywhere.
function useToolbar(bar) {
  const tools = () => [...bar.querySelectorAll("button, a")].filter((one) => one.offsetParent);
  tools().forEach((tool, place) => tool.setAttribute("tabindex", place ? "-1" : "0"));
  bar.addEventListener("keydown", (event) => {
    const all = tools();
    const here = all.indexOf(document.activeElement);
    const steps = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: all.length - 1 };
    if (!(event.key in steps) || here < 0) return;
    event.preventDefault();
    const next = all[(steps[event.key] + all.length) % all.length];
    for (const tool of all) tool.setAttribute("tabindex", tool === next ? "0" : "-1");
    next.focus();
  });
}

function enhance(root) {
  for (const writing of root.querySelectorAll("[data-writing]:not([data-ready])")) {
    writing.dataset.ready = "";
    useMarks(writing, textOf(writing));
    useInsertions(writing);
    useUploads(writing, textOf(writing));
    usePreview(writing);
    useToolbar(writing.querySelector("[data-toolbar]"));
  }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-writing] [data-insert]");
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    const writing = link.closest("[data-writing]");
    openInserter(writing, textOf(writing), link, 0);
  }
  const close = event.target.closest("[data-close-preview]");
  if (close) {
    const preview = close.closest(".preview");
    preview.hidden = true;
    textOf(preview.closest("[data-writing]")).focus();
  }
});

// A macro shown over the desk is run in place, so that nothing typed below is lost.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("dialog [data-macro]") || !document.getElementById("pane")) return;
  event.preventDefault();
  form.closest("dialog").close();
  const values = { version: form.elements.version.value };
  window.htmx.ajax("POST", form.action, { target: "#pane", swap: "outerHTML", values });
});

document.body.addEventListener("htmx:afterSwap", (event) => {
  if (!event.target.matches(".preview")) return;
  event.target.hidden = false;
  event.target.focus();
});
document.body.addEventListener("htmx:afterSettle", () => enhance(document));

enhance(document);
