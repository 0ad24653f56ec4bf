// A rating is saved when a field is left. What others changed meanwhile is never overwritten, and nothing
// that somebody is reading or writing moves: only the line under the form says what happened.
const form = document.querySelector("form[data-autosave]");
const line = form?.querySelector("[data-said]");
const CHOOSING = 700; // milliseconds; arrow keys pass over choices that are not meant
let isClashing = false;
let running = Promise.resolve();
let waiting = 0;

function say(text, isBad = false) {
  line.textContent = text;
  line.classList.toggle("is-bad", isBad);
}

// Whether leaving the page would lose something: told to what guards every form.
const tell = (name) => form.dispatchEvent(new CustomEvent(name, { bubbles: true }));

function offerBoth(text) {
  say(`${text} `, true);
  const link = document.createElement("a");
  link.href = `${location.pathname}#beside`;
  link.textContent = form.dataset.show;
  // The same address would only jump; both texts come with the page loaded anew.
  link.addEventListener("click", (event) => {
    event.preventDefault();
    tell("saved");
    location.reload();
  });
  line.append(link);
}

async function save() {
  if (isClashing || form.dataset.sending) return;
  say(form.dataset.saving);
  tell("saved"); // a request with `keepalive` ends also where its page is left
  try {
    const options = { method: "POST", body: new FormData(form), headers: { "X-Autosave": "1" }, keepalive: true };
    const answer = await fetch(form.action, options);
    const { said, revision, is_clash } = await answer.json();
    if (is_clash) {
      isClashing = true;
      return offerBoth(said);
    }
    if (answer.ok) form.elements.seen.value = revision;
    else tell("unsaved");
    say(said, !answer.ok);
  } catch {
    tell("unsaved");
    say(form.dataset.failed, true);
  }
}

// One after the other: each goes on from the revision that the one before made.
function begin() {
  clearTimeout(waiting);
  waiting = 0;
  running = running.then(save);
}

form?.addEventListener("change", (event) => {
  clearTimeout(waiting);
  if (event.target.type === "radio") waiting = setTimeout(begin, CHOOSING);
  else begin();
});

form?.addEventListener("focusout", (event) => {
  if (waiting && event.relatedTarget?.name !== event.target.name) begin();
});
