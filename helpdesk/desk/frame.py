"""The frame of the open ticket: every panel, menu line, fact and tool, listed in one place.

To plug in a piece add one line to one of the four lists; docs/desk.md shows how.
"""

from collections.abc import Iterable, Mapping, Sequence

from django.http import HttpRequest

from foundation.accounts.models import User
from helpdesk.assignment import desk as assignment
from helpdesk.desk import around, panels
from helpdesk.desk.pieces import MenuLink, Panel, Part
from helpdesk.incidents import desk as incidents
from helpdesk.interpretations import desk as interpretations
from helpdesk.mail import desk as mail
from helpdesk.models import Ticket
from helpdesk.owners import desk as owners
from helpdesk.ties import desk as ties
from helpdesk.to_guidance import desk as to_guidance

# Texts that are kept while another panel is open; both stand ready in every open ticket.
WRITING: tuple[Panel, ...] = (panels.REPLY, panels.NOTE)

# Everything else one does with a ticket, in the order of the tabs and of the menu "More".
PANELS: tuple[Panel, ...] = (
    panels.STATUS,
    panels.QUEUE,
    panels.DETAILS,
    panels.OFFICE,
    interpretations.INTERPRETATION,
    assignment.GIVE,
    *ties.PANELS,
    owners.OWNER,
    around.TAGS,
    around.CHECKLIST,
    around.PEOPLE,
)

MENU_LINKS: tuple[MenuLink, ...] = (incidents.SHEET, to_guidance.LINK)

# The strip under the subject, after the facts of `desk/facts.html`.
FACTS: tuple[Part, ...] = (
    Part("helpdesk/desk/asked.html"),
    ties.FACTS,
    ties.PROPOSAL,
    to_guidance.FACT,
    around.MARKS,
    incidents.LINE,
    mail.BESIDE,
)

# Under the text of a reply and of a note.
REPLY_TOOLS: tuple[Part, ...] = (Part("helpdesk/writing/reply_tools.html"),)
NOTE_TOOLS: tuple[Part, ...] = (Part("helpdesk/writing/note_tools.html"),)


def offered(user: User, ticket: Ticket) -> Sequence[Panel]:
    """The panels that `user` may open on `ticket`, those for writing first."""
    return [panel for panel in (*WRITING, *PANELS) if panel.is_offered(user, ticket)]


def links(user: User, ticket: Ticket) -> Sequence[MenuLink]:
    return [link for link in MENU_LINKS if link.is_offered(user, ticket)]


def keys() -> Sequence[Panel | MenuLink]:
    """What has a key of its own, for the list of keys."""
    return [piece for piece in (*WRITING, *PANELS, *MENU_LINKS) if piece.key]


def contexts(
    pieces: Iterable[Panel | Part], request: HttpRequest, ticket: Ticket
) -> Mapping[str, object]:
    """What `pieces` add to the page, together."""
    found: dict[str, object] = {}
    for piece in pieces:
        found |= piece.context(request, ticket)
    return found
