// A report of an incident: what should not be sent is noticed while a person types.
import { noticeSensitive } from "./helpdesk-noticing.js";

noticeSensitive(document);
