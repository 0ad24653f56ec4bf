"""What the specification of publiccode.yml (0.7) allows, as far as the archive keeps it."""

from collections.abc import Mapping, Sequence

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

VERSION = "0.7"  # what is written
KNOWN_VERSIONS = ("0", "0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7")

LONGEST_SHORT = 150
SHORTEST_LONG, LONGEST_LONG = 150, 10_000
LANGUAGES = ("pl", "en")


class DevelopmentStatus(TextChoices):
    CONCEPT = "concept", _("a concept")
    DEVELOPMENT = "development", _("in development")
    BETA = "beta", _("in tests")
    STABLE = "stable", _("ready for use")
    OBSOLETE = "obsolete", _("no longer maintained")


class SoftwareType(TextChoices):
    WEB = "standalone/web", _("web application")
    DESKTOP = "standalone/desktop", _("program for a computer")
    MOBILE = "standalone/mobile", _("application for a telephone")
    BACKEND = "standalone/backend", _("service for other programs")
    IOT = "standalone/iot", _("software of devices")
    OTHER = "standalone/other", _("other software")
    ADDON = "addon", _("addition to other software")
    LIBRARY = "library", _("library for programmers")
    CONFIGURATION = "configurationFiles", _("configuration files")


class Maintenance(TextChoices):
    INTERNAL = "internal", _("by the office itself")
    CONTRACT = "contract", _("by a company, under a contract")
    COMMUNITY = "community", _("by a community")
    NONE = "none", _("by nobody")


PLATFORMS = ("web", "windows", "mac", "linux", "ios", "android")

MANDATORY = (
    "publiccodeYmlVersion", "name", "url", "platforms", "developmentStatus", "softwareType",
    "description", "legal", "maintenance", "localisation",
)  # fmt: skip
# Known to the specification, but of no use to a description here: no warning.
OTHER_KEYS = (
    "applicationSuite", "landingURL", "isBasedOn", "softwareVersion", "releaseDate", "logo",
    "monochromeLogo", "inputTypes", "outputTypes", "categories", "usedBy", "fundedBy", "roadmap",
    "supports", "organisation", "intendedAudience", "dependsOn",
)  # fmt: skip
# Sections of countries of version 0.x.
COUNTRY_SECTIONS = frozenset({"it", "de", "be", "ca", "ch", "fr", "pl", "sv", "lt"})

KNOWN_KEYS = frozenset({*MANDATORY, *OTHER_KEYS, *COUNTRY_SECTIONS})

# Field of a record → the key of the file it comes from and goes to.
KEYS: Mapping[str, str] = {
    "software_name": "name",
    "source_code_url": "url",
    "landing_url": "landingURL",
    "software_type": "softwareType",
    "development_status": "developmentStatus",
    "platforms": "platforms",
    "software_version": "softwareVersion",
    "released_on": "releaseDate",
    "licence": "legal/license",
    "code_owner": "legal/mainCopyrightOwner",
    "maintenance": "maintenance/type",
    "maintainer": "maintenance/contacts",
    "maintained_until": "maintenance/contractors",
    "languages": "localisation/availableLanguages",
    "is_localisable": "localisation/localisationReady",
    **{
        f"{ours}_{language}": f"description/{language}/{theirs}"
        for language in LANGUAGES
        for ours, theirs in (
            ("short", "shortDescription"), ("long", "longDescription"), ("features", "features"),
        )
    },
}  # fmt: skip


def missing_of(values: Mapping[str, object]) -> Sequence[str]:
    """Names of fields without which the file would not be valid; `values` as in KEYS."""
    needed = [
        "software_name", "source_code_url", "platforms", "development_status", "software_type",
        "licence", "maintenance", "languages",
    ]  # fmt: skip
    missing = [name for name in needed if not values.get(name)]
    if values.get("is_localisable") in (None, ""):
        missing.append("is_localisable")
    kind = values.get("maintenance")
    if kind not in (None, "", Maintenance.NONE) and not values.get("maintainer"):
        missing.append("maintainer")
    if kind == Maintenance.CONTRACT and not values.get("maintained_until"):
        missing.append("maintained_until")
    if not any(is_described(values, language) for language in LANGUAGES):
        missing += ["short_pl", "long_pl", "features_pl"]
    return missing


def is_described(values: Mapping[str, object], language: str) -> bool:
    """Is everything there in one language that the specification asks for in at least one?"""
    short, long = values.get(f"short_{language}"), str(values.get(f"long_{language}") or "")
    return bool(
        short
        and len(str(short)) <= LONGEST_SHORT
        and SHORTEST_LONG <= len(long) <= LONGEST_LONG
        and values.get(f"features_{language}")
    )
