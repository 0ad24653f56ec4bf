from helpdesk.actions.arranging import arrange_desk, delete_view, save_view
from helpdesk.actions.bulk import change_many, do_item, undo
from helpdesk.actions.conversation import MailSender, Outdated, add_note, reply
from helpdesk.actions.drafts import discard_draft, keep_draft
from helpdesk.actions.family import (
    answer_all,
    attach_child,
    detach_child,
    move_all,
    retry_copies,
)
from helpdesk.actions.following import (
    add_copy,
    invite,
    remove_copy,
    stop_watching,
    watch,
)
from helpdesk.actions.macros import run_macro
from helpdesk.actions.matter import set_matter, set_subject
from helpdesk.actions.merging import merge
from helpdesk.actions.office import move_office, take_call
from helpdesk.actions.opening import open_ticket
from helpdesk.actions.rating import rate
from helpdesk.actions.routing import assign, move_queue, set_priority
from helpdesk.actions.sending import (
    BeingAnswered,
    send,
    send_again,
    send_soon,
    take_back,
)
from helpdesk.actions.splitting import split
from helpdesk.actions.status import change_status, close, reopen, share
from helpdesk.actions.tagging import add_items, add_tag, remove_item, remove_tag, tick
from helpdesk.actions.units import set_units
from helpdesk.actions.uploads import discard_upload, keep_upload

__all__ = [
    "BeingAnswered",
    "MailSender",
    "Outdated",
    "add_copy",
    "add_items",
    "add_note",
    "add_tag",
    "answer_all",
    "arrange_desk",
    "assign",
    "attach_child",
    "change_many",
    "change_status",
    "close",
    "delete_view",
    "detach_child",
    "discard_draft",
    "discard_upload",
    "do_item",
    "invite",
    "keep_draft",
    "keep_upload",
    "merge",
    "move_all",
    "move_office",
    "move_queue",
    "open_ticket",
    "rate",
    "remove_copy",
    "remove_item",
    "remove_tag",
    "reopen",
    "reply",
    "retry_copies",
    "run_macro",
    "save_view",
    "send",
    "send_again",
    "send_soon",
    "set_matter",
    "set_priority",
    "set_subject",
    "set_units",
    "share",
    "split",
    "stop_watching",
    "take_back",
    "take_call",
    "tick",
    "undo",
    "watch",
]
