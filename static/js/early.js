// Before the first paint: says that scripts run, and applies the appearance chosen earlier in this browser.
document.documentElement.classList.add("js");
try {
  const theme = localStorage.getItem("theme");
  if (theme) document.documentElement.dataset.theme = theme;
} catch {
  // Storage is switched off: the system's appearance stays.
}
