"""What `manage.py check_integrity` proves about knowledge."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from django.utils.translation import gettext as _

from foundation.integrity import IntegrityCheck
from knowledge.law.resting import cited_in
from knowledge.models import (
    GuidancePage,
    PageCitation,
    Provision,
    ProvisionPeriod,
    RequirementText,
    StandardVersion,
)
from knowledge.standards.checksums import version_checksum


def changed_versions() -> Sequence[str]:
    """Published versions whose words are no longer those that were published."""
    versions = StandardVersion.objects.published().select_related("standard")
    return [str(one) for one in versions if version_checksum(one) != one.checksum]


def wrong_hashes() -> Sequence[str]:
    """Texts whose content hash is not that of their words."""
    texts = RequirementText.objects.select_related("version__standard").iterator(500)
    return [
        f"{text.version} {text.code}" for text in texts if text.binding_hash != text.content_hash
    ]


def overlapping_versions() -> Sequence[str]:
    """Published versions of one standard that are in force on the same day."""
    versions = StandardVersion.objects.published().select_related("standard")
    return [
        f"{first}, {second}"
        for first, second in pairwise(versions.order_by("standard", "in_force_from"))
        if first.standard_id == second.standard_id
        and (first.in_force_to is None or second.in_force_from <= first.in_force_to)
    ]


def overlapping_periods() -> Sequence[str]:
    """Periods of one provision that share a day."""
    periods = ProvisionPeriod.objects.select_related("provision__act")
    return [
        f"{first}, {second}"
        for first, second in pairwise(periods.order_by("provision", "valid_from"))
        if first.provision_id == second.provision_id
        and (first.valid_to is None or second.valid_from <= first.valid_to)
    ]


def unnoted_citations() -> Sequence[str]:
    """Published pages whose blocks cite something else than was noted when they were published."""
    noted: dict[int, set[tuple[int | None, int | None]]] = defaultdict(set)
    for page, provision, text in PageCitation.objects.values_list("page", "provision", "text"):
        noted[page].add((provision, text))
    provisions = set(Provision.objects.values_list("pk", flat=True))
    texts = set(RequirementText.objects.values_list("pk", flat=True))
    wrong = []
    for page in GuidancePage.objects.live().iterator(100):
        of_law, of_standards = cited_in(page)
        cited = {(one, None) for one in of_law & provisions}
        cited |= {(None, one) for one in of_standards & texts}
        if cited != noted[page.pk]:
            wrong.append(f"{page.pk} {page.title}")
    return wrong


def checks() -> Sequence[IntegrityCheck]:
    return [
        IntegrityCheck(_("Published versions keep their words"), changed_versions),
        IntegrityCheck(_("Content hashes fit the texts"), wrong_hashes),
        IntegrityCheck(_("Versions of a standard do not overlap"), overlapping_versions),
        IntegrityCheck(_("Periods of a provision do not overlap"), overlapping_periods),
        IntegrityCheck(_("What pages cite is noted"), unnoted_citations),
    ]
