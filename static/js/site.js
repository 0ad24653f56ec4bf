// What every page gains with scripts; without them each thing here still works, one page load later.
import "./menu.js";
import "./theme.js";
import "./dialogs.js";
import "./forms.js";
import "./live.js";
import "./filters.js";
import "./bell.js";
import "./ticking.js";
