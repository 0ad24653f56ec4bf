"""A requirement as data: what stands at its `.json` and `.jsonld` addresses."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from knowledge.models import Provision, RequirementText
from knowledge.models.localised import shown_language
from knowledge.models.requirement import WORDS


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
        "binding_language": version.standard.language,
        **{name: _both_languages(text, name) for name in WORDS},
        "content_hash": text.content_hash,
        "provisions": [_provision(one, on) for one in provisions],
        "url": text.get_absolute_url(),
    }


def requirement_linked_data(
    text: RequirementText, provisions: Iterable[Provision], *, address: Callable[[str], str]
) -> Mapping[str, object]:
    """The same as JSON-LD in the words of schema.org, in the reader's language.

    `address` makes an address of the site absolute. Sources: schema.org DefinedTerm, CreativeWork, Legislation.
    """
    version = text.version
    url = address(text.get_absolute_url())
    return {
        "@context": "https://schema.org",
        "@type": ["DefinedTerm", "CreativeWork"],
        "@id": url,
        "url": url,
        "identifier": str(text.requirement),
        "termCode": text.code,
        "name": text.title,
        "text": text.text,
        "inLanguage": shown_language(text, "text"),
        "version": version.number,
        "creativeWorkStatus": version.state,
        "additionalProperty": {"@type": "PropertyValue", "name": "level", "value": text.level},
        "inDefinedTermSet": _linked_version(text, address),
        "citation": [_linked_provision(one, address) for one in provisions],
    }


def _both_languages(text: RequirementText, name: str) -> Mapping[str, str]:
    return {language: getattr(text, f"{name}_{language}") for language in ("pl", "en")}


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


def _linked_version(text: RequirementText, address: Callable[[str], str]) -> Mapping[str, object]:
    version = text.version
    dates = {"datePublished": version.in_force_from, "expires": version.in_force_to}
    return {
        "@type": ["DefinedTermSet", "CreativeWork"],
        "@id": address(version.get_absolute_url()),
        "name": version.standard.name,
        "version": version.number,
        **{name: day.isoformat() for name, day in dates.items() if day},
    }


def _linked_provision(provision: Provision, address: Callable[[str], str]) -> Mapping[str, object]:
    return {
        "@type": "Legislation",
        "@id": address(provision.get_absolute_url()),
        "name": str(provision),
        "legislationIdentifier": provision.act.eli,
        "isPartOf": {"@type": "Legislation", "name": provision.act.title},
    }
