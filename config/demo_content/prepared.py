"""What agents write with, and what hangs on some tickets: tags, checklists, citations, followers."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from config.demo_content.standards import find_requirement
from config.demo_content.texts import read_texts
from foundation.accounts.models import User
from helpdesk.actions import add_copy, add_items, add_note, add_tag, invite, reply, tick, watch
from helpdesk.models import CannedReply, Macro, MacroStep, Queue, Tag, Ticket
from knowledge.law import citing
from knowledge.models import GuidancePage, RequirementText


def write_prepared(queues: Mapping[str, Queue]) -> None:
    """Make the tags, canned replies and macros that are missing."""
    texts = read_texts("prepared")
    for entry in texts["tags"]:
        Tag.objects.get_or_create(slug=entry["slug"], defaults=entry)
    for entry in texts["canned"]:
        fields = {name: entry.get(name, "").strip() for name in ("name_en", "body_pl", "body_en")}
        fields["queue"] = queues.get(entry.get("queue", ""))
        CannedReply.objects.get_or_create(name_pl=entry["name_pl"], defaults=fields)
    for entry in texts["macros"]:
        fields = {"name_en": entry["name_en"], "queue": queues.get(entry.get("queue", ""))}
        macro, is_new = Macro.objects.get_or_create(name_pl=entry["name_pl"], defaults=fields)
        for place, step in enumerate(entry["steps"] if is_new else ()):
            _write_step(macro, place, step)


def write_around(people: Mapping[str, User]) -> None:
    """Tell what hangs on some tickets, unless it was told before."""
    if Ticket.objects.exclude(tags=None).exists():
        return
    for entry in read_texts("prepared")["around"]:
        _tell(Ticket.objects.get(subject=entry["subject"]), entry, people)


def _write_step(macro: Macro, place: int, step: Mapping[str, str]) -> None:
    fields: dict[str, Any] = dict(step)
    if "canned_reply" in step:
        fields["canned_reply"] = CannedReply.objects.get(name_pl=step["canned_reply"])
    if "tag" in step:
        fields["tag"] = Tag.objects.get(slug=step["tag"])
    row = MacroStep(macro=macro, sort_order=place, **fields)
    row.full_clean()
    row.save()


def _tell(ticket: Ticket, entry: Mapping[str, Any], people: Mapping[str, User]) -> None:
    agent = people[entry["agent"]]
    for slug in entry.get("tags", ()):
        add_tag(ticket, by=agent, tag=Tag.objects.get(slug=slug))
    items = add_items(ticket, by=agent, texts=entry.get("checklist", ()))
    for item in items[: entry.get("done", 0)]:
        tick(item, by=agent, is_done=True)
    if "invite" in entry:
        invite(ticket, by=ticket.requester, user=people[entry["invite"]])
    if "copy" in entry:
        add_copy(ticket, by=agent, address=entry["copy"])
    if "reply" in entry:
        reply(ticket, by=agent, body=entry["reply"], citations=_sources(entry, agent))
    if "note" in entry:
        add_note(ticket, by=agent, body=entry["note"])
        watch(ticket, by=people["joanna"])


def _sources(entry: Mapping[str, Any], agent: User) -> list[str]:
    """The requirement in force today and the first page whose title holds the word."""
    requirement = find_requirement(entry["requirement"])
    in_force = RequirementText.objects.in_force(timezone.localdate())
    found = [f"requirement:{text.pk}" for text in in_force.filter(requirement=requirement)]
    pages = GuidancePage.objects.live().filter(title__icontains=entry["guidance"])
    found += [f"guidance:{page.pk}" for page in pages.filter(locale__language_code="pl")[:1]]
    return [source.reference for source in citing.take(found, user=agent)]
