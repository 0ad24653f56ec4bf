// Says politely what changed: window.dispatchEvent(new CustomEvent("say", { detail: "…" })), or the response
// header HX-Trigger: {"say": "…"}. Adds the forgery token to what htmx sends, and owns up to failed requests.
const region = document.getElementById("toasts");

function say(text) {
  const toast = document.createElement("div");
  toast.className = "toast";
  const words = document.createElement("span");
  words.textContent = text;
  const close = document.createElement("button");
  close.type = "button";
  close.textContent = region.dataset.close;
  close.addEventListener("click", () => toast.remove());
  toast.append(words, close);
  region.replaceChildren(...[...region.children].slice(-2), toast);
  setTimeout(() => toast.matches(":hover, :focus-within") || toast.remove(), 12000);
}

window.addEventListener("say", (event) => say(event.detail?.value ?? event.detail));

document.body.addEventListener("htmx:configRequest", (event) => {
  const token = document.querySelector("[name=csrfmiddlewaretoken]");
  if (token && event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = token.value;
});

document.body.addEventListener("htmx:sendError", () => say(region.dataset.failed));
document.body.addEventListener("htmx:responseError", (event) => {
  const isRefusal = [401, 403, 404].includes(event.detail.xhr.status);
  say(isRefusal ? region.dataset.refused : region.dataset.failed);
});

export { say };
