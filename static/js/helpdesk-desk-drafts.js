// form[data-keep="reply"]: what is typed is kept on the server, so it outlives this browser. The line `.kept` says so.
const PAUSE = 1200;
const waiting = new Map(); // form → timer
const lost = new Set();

function content(form) {
  const data = new FormData();
  data.set("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
  data.set("kind", form.dataset.keep);
  data.set("body", form.querySelector("textarea").value);
  for (const field of form.querySelectorAll('input[type="hidden"]:is([name="uploads"], [name="citations"])')) {
    data.append(field.name, field.value);
  }
  return data;
}

function tell(form, isKept) {
  const place = form.querySelector(".kept");
  if (!place) return;
  const time = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  place.textContent = isKept ? `${place.dataset.kept} ${time}` : place.dataset.lost;
}

async function keep(form) {
  waiting.delete(form);
  if (!form.isConnected) return;
  const isKept = await fetch(form.dataset.keepAt, { method: "POST", body: content(form) }).then(
    (answer) => answer.ok && !answer.redirected,
    () => false,
  );
  if (isKept) lost.delete(form);
  else lost.add(form);
  tell(form, isKept);
}

// The page goes away: what waits is sent along.
function keepAtOnce() {
  for (const [form, timer] of waiting) {
    clearTimeout(timer);
    navigator.sendBeacon(form.dataset.keepAt, content(form));
  }
  waiting.clear();
}

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (!form?.dataset.keep || event.target.tagName !== "TEXTAREA") return;
  clearTimeout(waiting.get(form));
  waiting.set(form, setTimeout(() => keep(form), PAUSE));
});

document.addEventListener("submit", (event) => {
  clearTimeout(waiting.get(event.target));
  waiting.delete(event.target);
  lost.delete(event.target);
});

document.body.addEventListener("htmx:beforeSwap", (event) => event.detail.target?.id === "pane" && keepAtOnce());
window.addEventListener("pagehide", keepAtOnce);
window.addEventListener("beforeunload", (event) => {
  if ([...lost].some((form) => form.isConnected && form.querySelector("textarea").value.trim())) event.preventDefault();
});
