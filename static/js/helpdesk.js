// A requester's ticket and the form for a new one: the draft stays, hints and news arrive by themselves.
import { useAsking } from "./helpdesk-asking.js";
import { keepDrafts } from "./helpdesk-draft.js";
import { listen } from "./helpdesk-live.js";
import { showNews } from "./helpdesk-news.js";
import { noticeSensitive } from "./helpdesk-noticing.js";
import "./helpdesk-keeping.js";
import "./helpdesk-writing.js";

keepDrafts(document);
noticeSensitive(document);
useAsking(document.querySelector("form.asking"));

const ticket = document.querySelector("#ticket[data-live]");
if (ticket) listen(ticket.dataset.live, () => ticket.dataset.after, (news) => showNews(ticket, news));
