"""What belongs together: tickets of a requirement or system, as the floor below asks for them, and
what else there is about the matter of a ticket.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import Organisation, User
from helpdesk.models import Status, Ticket
from helpdesk.status_page import reading
from helpdesk.wording import Standing
from knowledge import related as knowledge_related
from knowledge.models import (
    GuidancePage,
    Requirement,
    RequirementText,
    StandardVersion,
    System,
)
from knowledge.related import Concern, HomeItem, RelatedItem
from knowledge.site.addresses import addresses

MOST = 5
LATELY = timedelta(days=182)


def to_requirement(requirement: Requirement, user) -> Sequence[RelatedItem]:
    """The last changed tickets about `requirement` that `user` may read."""
    return _items(Ticket.objects.visible_to(user).filter(requirement=requirement), user)


def to_system(system: System, user) -> Sequence[RelatedItem]:
    """What was told of `system` lately, and the last changed tickets about it that `user` may read."""
    tickets = Ticket.objects.visible_to(user).filter(system=system)
    return [*reading.notices_about(system, user, timezone.now()), *_items(tickets, user)]


def concerns_of(organisation: Organisation, user: User) -> Sequence[Concern]:
    """What the tickets of the last half-year that `user` may read were about; three queries."""
    since = timezone.now() - LATELY
    tickets = Ticket.objects.visible_to(user).filter(
        organisation=organisation, opened_at__gte=since
    )
    requirements = Counter(tickets.exclude(requirement=None).values_list("requirement", flat=True))
    systems = Counter(tickets.exclude(system=None).values_list("system", flat=True))
    names = dict(System.objects.filter(pk__in=systems).values_list("pk", "name"))
    return [Concern(times, requirement_id=key) for key, times in requirements.items()] + [
        Concern(times, system_id=key, label=names[key]) for key, times in systems.items()
    ]


def home_items(user) -> Sequence[HomeItem]:
    """Difficulties of systems for everybody; own tickets that wait for an answer of the person."""
    told = reading.home_items(timezone.now())
    if not user.is_authenticated:
        return told
    waiting = Ticket.objects.visible_to(user).filter(requester=user, status=Status.PENDING)
    return told + [
        HomeItem(
            section="due",
            title=ticket.subject,
            url=ticket.get_absolute_url(),
            note=str(Standing(ticket).word),
            at=ticket.paused_at,
        )
        for ticket in waiting.order_by("-changed_at")[:MOST]
    ]


def _items(tickets: QuerySet[Ticket], user) -> Sequence[RelatedItem]:
    return [
        RelatedItem(
            kind=_("Tickets"),
            title=ticket.subject,
            url=ticket.get_absolute_url(),
            note=str(Standing(ticket, reader=user).word),
            on=timezone.localdate(ticket.changed_at),
        )
        for ticket in tickets.order_by("-changed_at")[:MOST]
    ]


def around(ticket: Ticket, user: User) -> Mapping[str, Sequence[RelatedItem]]:
    """Guidance, courses, projects of the ticket's requirement or system, by kind; not itself."""
    found: dict[str, list[RelatedItem]] = defaultdict(list)
    sources = [
        {_("Guidance"): _guidance(ticket, user)},
        knowledge_related.related_to_requirement(ticket.requirement, user)
        if ticket.requirement
        else {},
        knowledge_related.related_to_system(ticket.system, user) if ticket.system else {},
    ]
    for source in sources:
        for kind, items in source.items():
            found[kind] += [item for item in items if item not in found[kind]]
    own = ticket.get_absolute_url()
    return {
        kind: kept
        for kind, items in found.items()
        if (kept := [i for i in items if i.url != own][:3])
    }


def _guidance(ticket: Ticket, user: User) -> Sequence[RelatedItem]:
    """Pages in the reader's language about the ticket's requirement or system, the newest first."""
    asked = Q()
    if ticket.requirement_id:
        asked |= Q(requirements=ticket.requirement_id)
    if ticket.system_id:
        asked |= Q(systems=ticket.system_id)
    if not asked:
        return []
    found = GuidancePage.objects.visible_to(user).in_language().filter(asked).distinct()
    pages = list(found.for_list()[:MOST])
    address = addresses() if pages else None
    return [RelatedItem(_("Guidance"), page.title, address(page)) for page in pages]


def requirement_text(ticket: Ticket, user: User) -> RequirementText | None:
    """What the ticket's requirement says in the newest version that `user` may see."""
    if ticket.requirement_id is None:
        return None
    versions = StandardVersion.objects.visible_to(user)
    texts = RequirementText.objects.filter(requirement=ticket.requirement_id, version__in=versions)
    return texts.select_related("version__standard").order_by("version__in_force_from", "pk").last()
