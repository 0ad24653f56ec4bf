"""What events around the conversation say: tags, checklist, macros, followers, copies, offices."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.accounts.models import Organisation
from helpdesk.answers import requirements
from helpdesk.models import Category, CopyAddress, Tag, TicketEvent
from knowledge.models import System

Verb = TicketEvent.Verb


@dataclass(frozen=True)
class Names:
    """Names that events refer to by key: read only where some event needs them."""

    tags: Mapping[str, str] = field(default_factory=dict)
    copies: Mapping[str, str] = field(default_factory=dict)
    offices: Mapping[str, str] = field(default_factory=dict)
    matters: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # by verb, then key


def names_in(events: Sequence[TicketEvent]) -> Names:
    """A query for each kind of name that some event needs: none for most tickets."""
    slugs = _values(events, Verb.TAGGED)
    keys = _values(events, Verb.COPIED)
    units = _values(events, Verb.UNIT)
    tags = Tag.objects.filter(slug__in=slugs) if slugs else ()
    copies = CopyAddress.objects.filter(pk__in=keys) if keys else ()
    units |= {event.to_value for event in events if event.verb == Verb.OFFICE}
    offices = Organisation.objects.filter(pk__in=units) if units else ()
    return Names(
        {tag.slug: tag.name for tag in tags},
        {str(copy.pk): copy.address for copy in copies},
        {str(office.pk): str(office) for office in offices},
        {verb: _matters(verb, _told(events, verb)) for verb in _MATTERS},
    )


def _told(events: Iterable[TicketEvent], verb: str) -> set[str]:
    """The new value; where there is none, the one that went."""
    return {event.to_value or event.from_value for event in events if event.verb == verb}


def _matters(verb: str, keys: Collection[str]) -> Mapping[str, str]:
    if not keys:
        return {}
    if verb == Verb.REQUIREMENT:
        return {str(key): title for key, title in requirements(AnonymousUser(), keys).items()}
    rows = (Category if verb == Verb.CATEGORY else System).objects.filter(pk__in=keys)
    return {str(row.pk): str(row) for row in rows}


def say(event: TicketEvent, names: Names) -> str:
    """One line about `event`; empty where it is none of these."""
    words = _WORDS.get(event.verb)
    return words(event, names) if words else ""


def _values(events: Iterable[TicketEvent], verb: str) -> set[str]:
    return {event.from_value or event.to_value for event in events if event.verb == verb}


def _tagged(event: TicketEvent, names: Names) -> str:
    slug = event.to_value or event.from_value
    tag = names.tags.get(slug, slug)
    return (
        _("tag put: %(tag)s") % {"tag": tag}
        if event.to_value
        else _("tag off: %(tag)s") % {"tag": tag}
    )


def _checklist(event: TicketEvent, names: Names) -> str:
    if event.to_value.startswith("+"):
        return _("items added to the checklist: %(count)s") % {"count": event.to_value[1:]}
    if event.to_value.startswith("-"):
        return _("item taken off the checklist")
    return _("checklist: %(state)s done") % {"state": event.to_value}


def _macro(event: TicketEvent, names: Names) -> str:
    return _("macro: %(name)s") % {"name": event.to_value}


def _followed(event: TicketEvent, names: Names) -> str:
    who = {"name": event.assignee or "–"}
    if event.to_value:
        return _("follows the ticket: %(name)s") % who
    return _("follows the ticket no more: %(name)s") % who


def _copied(event: TicketEvent, names: Names) -> str:
    key = event.to_value or event.from_value
    address = {"address": names.copies.get(key, "–")}
    if event.to_value:
        return _("copies of answers go to: %(address)s") % address
    return _("no more copies to: %(address)s") % address


def _subject(event: TicketEvent, names: Names) -> str:
    return _("subject: “%(subject)s”") % {"subject": event.to_value}


def _matter(event: TicketEvent, names: Names) -> str:
    """What it hangs on now, or no longer, named as it is named today."""
    name = names.matters[event.verb].get(event.to_value or event.from_value, "–")
    if not event.to_value:
        return _("no longer about: %(name)s") % {"name": name}
    return f"{_MATTERS[event.verb]}: {name}"


def _office(event: TicketEvent, names: Names) -> str:
    """Only the new office is named: its people read this too."""
    return _("put under the office: %(office)s") % {
        "office": names.offices.get(event.to_value, "–")
    }


def _unit(event: TicketEvent, names: Names) -> str:
    office = {"office": names.offices.get(event.to_value or event.from_value, "–")}
    if event.to_value:
        return _("also concerns: %(office)s") % office
    return _("no longer concerns: %(office)s") % office


_MATTERS = {
    Verb.CATEGORY: gettext_lazy("category"),
    Verb.SYSTEM: gettext_lazy("system"),
    Verb.REQUIREMENT: gettext_lazy("requirement"),
}
_WORDS = {
    Verb.CATEGORY: _matter,
    Verb.SYSTEM: _matter,
    Verb.REQUIREMENT: _matter,
    Verb.SUBJECT: _subject,
    Verb.OFFICE: _office,
    Verb.TAGGED: _tagged,
    Verb.CHECKLIST: _checklist,
    Verb.MACRO: _macro,
    Verb.WATCHED: _followed,
    Verb.INVITED: _followed,
    Verb.COPIED: _copied,
    Verb.UNIT: _unit,
}
