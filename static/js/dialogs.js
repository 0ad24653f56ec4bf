// <a href="/page/" data-dialog="id"> opens that <dialog>; with an empty value the form of the page itself is shown
// in a dialog. Without scripts, or when fetching fails, the link simply leads there.
document.addEventListener("click", async (event) => {
  const close = event.target.closest("dialog [data-close]");
  if (close) {
    event.preventDefault(); // without a dialog it may be a link that leads back
    return close.closest("dialog").close();
  }
  const link = event.target.closest("[data-dialog]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return undefined;
  const known = link.dataset.dialog && document.getElementById(link.dataset.dialog);
  event.preventDefault();
  if (known) return known.showModal();
  return openPage(link.href);
});

async function openPage(address) {
  try {
    const answer = await fetch(address, { headers: { "X-Requested-With": "dialog" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const content = page.querySelector("main > *");
    if (!answer.ok || answer.redirected || !content) throw new Error(address);
    const dialog = document.createElement("dialog");
    dialog.append(document.adoptNode(content));
    for (const form of dialog.querySelectorAll("form:not([action])")) form.action = address;
    const heading = dialog.querySelector("h1, h2");
    if (heading) dialog.setAttribute("aria-label", heading.textContent.trim());
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  } catch {
    window.location.assign(address);
  }
}
