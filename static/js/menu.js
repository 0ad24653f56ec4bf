// The folded header on small screens, and menus that close by Escape or a press elsewhere.
const button = document.querySelector(".menu-button");
const menu = document.getElementById("menu");

button?.addEventListener("click", () => {
  const isOpen = menu.classList.toggle("is-open");
  button.setAttribute("aria-expanded", String(isOpen));
});

const openMenus = () => document.querySelectorAll("details.drop[open]");

document.addEventListener("click", (event) => {
  for (const details of openMenus()) {
    if (!details.contains(event.target)) details.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const details of openMenus()) {
    details.open = false;
    details.querySelector("summary").focus();
  }
  if (menu?.classList.contains("is-open") && menu.contains(document.activeElement)) button.click();
});

document.addEventListener("focusout", (event) => {
  for (const details of openMenus()) {
    if (event.relatedTarget && !details.contains(event.relatedTarget)) details.open = false;
  }
});
