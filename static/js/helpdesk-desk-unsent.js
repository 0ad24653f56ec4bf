// Counts down to the moment a reply is sent. The server decides; this only says how long it may be taken back.
function tick() {
  for (const place of document.querySelectorAll(".countdown")) {
    place.dataset.start ??= String(performance.now());
    const passed = (performance.now() - Number(place.dataset.start)) / 1000;
    const left = Math.ceil(Number(place.dataset.due) - Number(place.dataset.now) - passed);
    place.textContent = left > 0 ? place.dataset.words.replace("{}", left) : place.dataset.over;
    // Of another ticket nothing more will be heard here.
    if (left < -3) place.closest(".sent-elsewhere p")?.remove();
  }
}

setInterval(tick, 500);
