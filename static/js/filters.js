// Filters stand open beside a list; on a small screen they fold above it.
const isSmall = window.matchMedia("(max-width: 860px)");

function fold() {
  for (const details of document.querySelectorAll("details.filters")) {
    details.open = !isSmall.matches;
  }
}

isSmall.addEventListener("change", fold);
fold();
