// On a wide screen the first filters stand open; on a phone the results come first.
if (window.matchMedia("(min-width: 761px)").matches) {
  for (const facet of document.querySelectorAll("details[data-open-when-wide]")) {
    facet.open = true;
  }
}
