// Files come while one writes: chosen, dragged in, or pasted as a screenshot. Each shows its progress, its size once it
// is kept, why it was refused, and can be removed. Sending waits until the last one has arrived.
const MOST = 5;
const say = (text) => window.dispatchEvent(new CustomEvent("say", { detail: text }));

function fromTemplate(writing, name, file) {
  const item = writing.querySelector(`[data-${name}-template]`).content.firstElementChild.cloneNode(true);
  item.querySelector("[data-name]").textContent = file.name;
  return item;
}

function refuse(writing, item, file, why) {
  const refused = fromTemplate(writing, "refused", file);
  if (why) refused.querySelector("[data-why]").textContent = why;
  item.replaceWith(refused);
}

function reasonIn(request) {
  try {
    return JSON.parse(request.responseText).error;
  } catch {
    return "";
  }
}

function send(writing, file) {
  const item = fromTemplate(writing, "file", file);
  writing.querySelector("[data-files]").append(item);
  const request = new XMLHttpRequest();
  const data = new FormData();
  data.append("file", file, file.name);
  request.upload.addEventListener("progress", (event) => {
    if (event.lengthComputable) item.querySelector("progress").value = Math.round((100 * event.loaded) / event.total);
  });
  request.addEventListener("load", () => {
    if (request.status !== 200) return refuse(writing, item, file, reasonIn(request));
    const page = new DOMParser().parseFromString(request.responseText, "text/html");
    return item.replaceWith(page.querySelector("li"));
  });
  request.addEventListener("error", () => refuse(writing, item, file, ""));
  request.open("POST", writing.dataset.upload);
  request.setRequestHeader("X-CSRFToken", writing.closest("form").querySelector("[name=csrfmiddlewaretoken]").value);
  request.send(data);
}

function take(writing, files) {
  const list = writing.querySelector("[data-files]");
  for (const file of files) {
    if (list.querySelectorAll("li:not(.refused)").length >= MOST) return say(writing.dataset.limit);
    send(writing, file);
  }
  return undefined;
}

// A pasted picture has no name that means anything.
function named(file) {
  if (file.name && !/^image\.\w+$/.test(file.name)) return file;
  const at = new Date(Date.now() - new Date().getTimezoneOffset() * 60000).toISOString().slice(0, 19).replace(/[T:]/g, "-");
  return new File([file], `zrzut-ekranu-${at}.${file.type.split("/")[1] || "png"}`, { type: file.type });
}

export function useUploads(writing, text) {
  const form = writing.closest("form");
  const input = form.querySelector('input[type="file"]');
  for (const word of form.querySelectorAll("[data-can-drop]")) word.hidden = false;
  input?.addEventListener("change", () => {
    take(writing, [...input.files]);
    input.value = "";
  });
  text.addEventListener("paste", (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (!files.length) return;
    event.preventDefault();
    take(writing, files.map(named));
  });
  form.addEventListener("dragover", (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    form.classList.add("is-drop");
  });
  for (const name of ["dragleave", "drop"]) form.addEventListener(name, () => form.classList.remove("is-drop"));
  form.addEventListener("drop", (event) => {
    if (!event.dataTransfer?.files.length) return;
    event.preventDefault();
    take(writing, [...event.dataTransfer.files]);
  });
}

document.addEventListener("click", (event) => {
  const remove = event.target.closest("[data-files] [data-remove]");
  if (!remove) return;
  const form = remove.closest("form");
  const headers = { "X-CSRFToken": form.querySelector("[name=csrfmiddlewaretoken]").value };
  if (remove.dataset.remove) fetch(remove.dataset.remove, { method: "POST", headers });
  remove.closest("li").remove();
  form.querySelector("textarea").focus();
});

document.addEventListener(
  "submit",
  (event) => {
    if (!event.target.querySelector("[data-files] .loading")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    say(event.target.querySelector("[data-writing]").dataset.wait);
  },
  true,
);
