// Where filters stand beside the results (as in layout.css) the first ones are open; else results come first.
if (window.matchMedia("(min-width: 861px)").matches) {
  for (const facet of document.querySelectorAll("details[data-open-when-wide]")) {
    facet.open = true;
  }
}
