// Markdown marks around what is selected, by button or by Ctrl and a letter. Typing can be undone as usual.
export function insertText(text, words) {
  text.focus();
  // The only way that keeps the browser's own "undo"; where it is missing the text is set.
  if (document.execCommand("insertText", false, words)) return;
  text.setRangeText(words, text.selectionStart, text.selectionEnd, "end");
  text.dispatchEvent(new Event("input", { bubbles: true }));
}

function wrap(text, before, after = before) {
  const { selectionStart: start, selectionEnd: end } = text;
  const chosen = text.value.slice(start, end);
  insertText(text, `${before}${chosen}${after}`);
  text.setSelectionRange(start + before.length, start + before.length + chosen.length);
}

function beginLines(text, mark) {
  const start = text.value.lastIndexOf("\n", text.selectionStart - 1) + 1;
  text.setSelectionRange(start, text.selectionEnd);
  const lines = text.value.slice(start, text.selectionEnd).split("\n");
  insertText(text, lines.map((line) => mark + line).join("\n"));
}

function link(text) {
  const { selectionStart: start, selectionEnd: end } = text;
  const chosen = text.value.slice(start, end);
  const isAddress = /^https?:\/\/\S+$/.test(chosen);
  insertText(text, isAddress ? `[](${chosen})` : `[${chosen}](https://)`);
  const place = isAddress ? start + 1 : text.selectionStart - 1;
  text.setSelectionRange(place, place);
}

function press(button, text) {
  if (button.dataset.mark) wrap(text, button.dataset.mark);
  else if (button.dataset.line) beginLines(text, button.dataset.line);
  else link(text);
}

export function useMarks(writing, text) {
  const tools = writing.querySelector("[data-format]");
  tools.hidden = false;
  tools.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) press(button, text);
  });
  text.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    const button = tools.querySelector(`[data-shortcut="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!button) return;
    event.preventDefault();
    press(button, text);
  });
}
