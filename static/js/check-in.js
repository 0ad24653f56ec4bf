// The door: every code is first kept on this phone and then sent, so that a minute without network loses nobody.
import { Camera, openReader } from "./check-in-camera.js";
import { Queue } from "./check-in-queue.js";

const AGAIN = 5000; // milliseconds until a failed sending is tried again
const root = document.querySelector("[data-check-in]");
const texts = root.dataset;
const people = JSON.parse(document.getElementById("people").textContent);
const typed = document.getElementById("typed");
const queue = new Queue(texts.checkIn, typed.elements.csrfmiddlewaretoken.value);
const said = document.getElementById("said");
const network = document.getElementById("network");
let sending = false;
let timer;

function codeFrom(text) {
  const letters = text.toUpperCase().replace(/[^0-9A-Z]/g, "");
  return letters.length === 8 ? `${letters.slice(0, 4)}-${letters.slice(4)}` : "";
}

function say(text, tone) {
  said.textContent = text;
  said.className = `said ${tone}`;
}

function showHere(code) {
  const row = root.querySelector(`[data-listed="${code}"]`);
  if (!row) return;
  row.querySelector("button").hidden = true;
  row.querySelector(".here").hidden = false;
  document.getElementById("there").textContent = root.querySelectorAll(".here:not([hidden])").length;
}

function showNetwork(text = "") {
  const waiting = queue.waiting().length;
  network.textContent = waiting ? `${text || texts.waiting} ${waiting}` : texts.all;
  network.classList.toggle("warn", waiting > 0);
}

async function send() {
  if (sending) return;
  clearTimeout(timer);
  timer = undefined;
  sending = true;
  try {
    const codes = new Map(queue.waiting().map((scan) => [scan.id, scan.code]));
    for (const scan of await queue.send()) {
      say(scan.said, scan.tone);
      if (scan.outcome === "recorded" || scan.outcome === "again") showHere(codes.get(scan.id));
    }
    showNetwork();
  } catch (error) {
    showNetwork(error.message === "refused" ? texts.refused : "");
    timer = setTimeout(send, AGAIN);
  }
  sending = false;
  if (queue.waiting().length && !timer) send();
}

function take(text) {
  const code = codeFrom(text);
  if (!code) return say(texts.bad, "bad");
  queue.add(code);
  say(`${people[code] ?? texts.stranger}: ${texts.kept}`, "info");
  if (people[code]) showHere(code);
  navigator.vibrate?.(60);
  send();
}

root.addEventListener("submit", (event) => {
  event.preventDefault();
  const field = event.target.elements.code;
  take(field.value);
  if (event.target === typed) {
    field.value = "";
    field.focus();
  }
});

document.getElementById("find")?.addEventListener("input", (event) => {
  const wanted = event.target.value.trim().toLowerCase();
  for (const row of root.querySelectorAll("[data-name]")) row.hidden = !row.dataset.name.includes(wanted);
});

function offerCamera(reader) {
  const button = document.getElementById("use-camera");
  const camera = new Camera(document.getElementById("camera"), reader, take);
  const start = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    if (camera.isOn) {
      camera.stop();
    } else {
      await camera.start().catch(() => {
        camera.stop();
        say(texts.noCamera, "bad");
      });
    }
    button.textContent = camera.isOn ? button.dataset.stop : start;
  });
}

addEventListener("online", send);
if (queue.waiting().length) send();
openReader().then((reader) => reader && offerCamera(reader), () => {}); // without: typed, or chosen by name
