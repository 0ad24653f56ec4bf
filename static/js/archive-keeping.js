// form[data-autosave]: what is written is saved as a draft a moment after the last letter.
const PAUSE = 1500;

function use(form) {
  const said = document.getElementById("kept");
  const revision = form.elements.namedItem("revision");
  let timer;
  let running;

  async function keep() {
    running = new AbortController();
    try {
      const answer = await fetch(form.dataset.autosave, {
        method: "POST", body: new FormData(form), signal: running.signal,
      });
      const { kept, error, revision: saved } = await answer.json();
      if (saved) revision.value = saved;
      said.textContent = kept ?? error ?? "";
    } catch (failure) {
      if (failure.name !== "AbortError") said.textContent = said.dataset.failed;
    }
  }

  form.addEventListener("input", () => {
    clearTimeout(timer);
    running?.abort();
    timer = setTimeout(keep, PAUSE);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    running?.abort();
  });
}

for (const form of document.querySelectorAll("form[data-autosave]")) use(form);
