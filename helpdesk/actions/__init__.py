from helpdesk.actions.conversation import MailSender, Outdated, add_note, reply
from helpdesk.actions.opening import open_ticket
from helpdesk.actions.routing import assign, move_queue, set_priority
from helpdesk.actions.status import change_status, close, reopen, share

__all__ = [
    "MailSender",
    "Outdated",
    "add_note",
    "assign",
    "change_status",
    "close",
    "move_queue",
    "open_ticket",
    "reopen",
    "reply",
    "set_priority",
    "share",
]
