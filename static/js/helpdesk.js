// A requester's ticket and the form for a new one: the draft stays, news arrive by themselves.
import { keepDrafts } from "./helpdesk-draft.js";
import { listen } from "./helpdesk-live.js";
import { showNews } from "./helpdesk-news.js";

keepDrafts(document);

const ticket = document.querySelector("#ticket[data-live]");
if (ticket) listen(ticket.dataset.live, () => ticket.dataset.after, (news) => showNews(ticket, news));
