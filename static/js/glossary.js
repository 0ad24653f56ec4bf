// The definition beside a term goes away with Escape, and comes back when the term is left and reached again.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const term of document.querySelectorAll(".term:is(:hover, :focus-within)")) {
    term.classList.add("is-shut");
  }
});

for (const leaving of ["mouseout", "focusout"]) {
  document.addEventListener(leaving, (event) => {
    event.target.closest?.(".term")?.classList.remove("is-shut");
  });
}
