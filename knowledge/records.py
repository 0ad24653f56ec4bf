"""A requirement as data: what stands at its `.json` address."""

from collections.abc import Iterable, Mapping
from datetime import date

from knowledge.models import Provision, RequirementText


def requirement_record(
    text: RequirementText, provisions: Iterable[Provision], *, on: date
) -> Mapping[str, object]:
    """Plain values of one requirement in one version; provisions as they stand on `on` (ISO dates)."""
    version = text.version
    return {
        "standard": version.standard.slug,
        "version": version.number,
        "state": version.state,
        "in_force_from": version.in_force_from,
        "in_force_to": version.in_force_to,
        "key": text.requirement.key,
        "code": text.code,
        "level": text.level,
        "chapter": {"pl": text.chapter_pl, "en": text.chapter_en},
        "title": {"pl": text.title_pl, "en": text.title_en},
        "text": {"pl": text.text_pl, "en": text.text_en},
        "how_to_check": {"pl": text.how_to_check_pl, "en": text.how_to_check_en},
        "content_hash": text.content_hash,
        "provisions": [_provision(one, on) for one in provisions],
        "url": text.get_absolute_url(),
    }


def _provision(provision: Provision, on: date) -> Mapping[str, object]:
    period = provision.on(on)
    return {
        "act": provision.act.eli,
        "unit": provision.unit,
        "on": on,
        "in_force": period is not None,
        "checked": bool(period and period.is_checked),
        "gist": period.gist if period else "",
    }
