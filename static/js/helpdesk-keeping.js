// form[data-keep]: what is typed is also kept on the server, so that another device can go on with it.
// While an older draft is offered and nobody has decided about it, nothing is written over it.
import { isOwnDraft, rememberOwnDraft } from "./helpdesk-draft.js";

const PAUSE = 1500;

function use(form) {
  const said = document.getElementById("draft-kept");
  let timer;
  let running;

  async function keep() {
    const typed = new FormData(form);
    typed.delete("files");
    running = new AbortController();
    try {
      const answer = await fetch(form.dataset.keep, {
        method: "POST", body: typed, headers: { "X-Requested-With": "draft" }, signal: running.signal,
      });
      const { kept, changed, error } = await answer.json();
      if (changed) rememberOwnDraft(form.dataset.draft, changed);
      if (said) said.textContent = kept ?? error ?? "";
    } catch {
      // The connection is away: the draft of this browser remains, and the next letter tries again.
    }
  }

  const offered = document.getElementById("draft");
  if (offered && isOwnDraft(form.dataset.draft, offered.dataset.changed)) offered.hidden = true;

  form.addEventListener("input", () => {
    clearTimeout(timer);
    if (offered && !offered.hidden) return;
    timer = setTimeout(keep, PAUSE);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    running?.abort();
  });
}

for (const form of document.querySelectorAll("form[data-keep]")) use(form);
