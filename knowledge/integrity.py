"""What `manage.py check_integrity` proves about knowledge."""

from collections.abc import Sequence
from itertools import pairwise

from django.utils.translation import gettext_lazy as _

from foundation.integrity import IntegrityCheck
from knowledge.checksums import version_checksum
from knowledge.content_hash import content_hash
from knowledge.models import ProvisionPeriod, RequirementText, StandardVersion


def changed_versions() -> Sequence[str]:
    """Published versions whose words are no longer those that were published."""
    versions = StandardVersion.objects.published().select_related("standard")
    return [str(one) for one in versions if version_checksum(one) != one.checksum]


def wrong_hashes() -> Sequence[str]:
    """Texts whose content hash is not that of their words."""
    texts = RequirementText.objects.select_related("version__standard").iterator(500)
    return [
        f"{text.version} {text.code}"
        for text in texts
        if content_hash(text.level, text.text_pl) != text.content_hash
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


def checks() -> Sequence[IntegrityCheck]:
    return [
        IntegrityCheck(_("published versions keep their words"), changed_versions),
        IntegrityCheck(_("content hashes fit the texts"), wrong_hashes),
        IntegrityCheck(_("versions of a standard do not overlap"), overlapping_versions),
        IntegrityCheck(_("periods of a provision do not overlap"), overlapping_periods),
    ]
