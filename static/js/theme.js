// The appearance: as in the system, or one's own choice, kept in this browser only.
const group = document.querySelector(".theme");
const root = document.documentElement;

function show() {
  for (const button of group.querySelectorAll("button")) {
    button.setAttribute("aria-pressed", String(button.dataset.theme === (root.dataset.theme ?? "")));
  }
}

group?.addEventListener("click", (event) => {
  const theme = event.target.closest("button")?.dataset.theme;
  if (theme === undefined) return;
  try {
    if (theme) localStorage.setItem("theme", theme);
    else localStorage.removeItem("theme");
  } catch {
    // Kept for this page only where storage is switched off.
  }
  if (theme) root.dataset.theme = theme;
  else delete root.dataset.theme;
  show();
});

if (group) {
  group.hidden = false;
  show();
}
