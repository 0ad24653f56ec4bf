// While a list is taken in, its page shows every two seconds how far it is.
const EVERY = 2000;

async function refresh() {
  const shown = document.getElementById("upload-state");
  if (!shown?.dataset.refresh) return;
  try {
    const headers = { "X-Requested-With": "XMLHttpRequest" };
    const answer = await fetch(shown.dataset.refresh, { headers });
    if (answer.ok) shown.outerHTML = await answer.text();
  } catch {
    // The network is away: the next turn asks again.
  }
  setTimeout(refresh, EVERY);
}

setTimeout(refresh, EVERY);
