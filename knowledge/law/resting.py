"""What rests on a provision: requirements that name it, and pages that cite it or belong to those."""

from django.db.models import Q, QuerySet
from django.utils import timezone

from knowledge.models import GuidancePage, Provision, RequirementText, StandardVersion


def texts_resting_on(provision: Provision) -> QuerySet[RequirementText]:
    """Texts of today's and coming versions; what is replaced stays true for its dates."""
    today = timezone.localdate()
    versions = StandardVersion.objects.filter(Q(in_force_to=None) | Q(in_force_to__gte=today))
    return RequirementText.objects.filter(provisions=provision, version__in=versions)


def pages_resting_on(provision: Provision) -> QuerySet[GuidancePage]:
    """Live guidance that cites the provision, or cites or belongs to a requirement that rests on it."""
    texts = texts_resting_on(provision)
    rests = (
        Q(citations__provision=provision)
        | Q(citations__text__in=texts.values("pk"))
        | Q(requirements__in=texts.values("requirement"))
    )
    pages = GuidancePage.objects.live()
    return pages.filter(pk__in=GuidancePage.objects.filter(rests).values("pk"))


def cited_in(page: GuidancePage) -> tuple[set[int], set[int]]:
    """Keys of the provisions and of the texts that blocks of the page cite.

    Read from the stored form, which costs no query for a block.
    """
    provisions, texts = set(), set()
    for block in page.body.raw_data:
        if block["type"] == "provision":
            provisions.add(block["value"]["provision"])
        if block["type"] == "requirement":
            texts.add(block["value"]["requirement"])
    return provisions - {None}, texts - {None}
