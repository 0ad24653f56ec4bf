"""Take from a publiccode.yml what the archive keeps, with a remark on everything that was not as it should be.

Nothing is invented: what the specification does not allow is left out and said, never replaced by a guess.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from projects_archive.licences import unknown_identifiers
from projects_archive.publiccode.specification import (
    KEYS,
    KNOWN_KEYS,
    KNOWN_VERSIONS,
    LANGUAGES,
    LONGEST_LONG,
    LONGEST_SHORT,
    MANDATORY,
    SHORTEST_LONG,
    DevelopmentStatus,
    Maintenance,
    SoftwareType,
)
from projects_archive.publiccode.tree import Tree, Written, read_tree

REMARKS: Mapping[str, object] = {
    "missing": _("The specification asks for it; the file does not have it."),
    "unquoted": _("A version is a text and belongs in quotes. It was taken as it is written."),
    "version": _("A version of the specification that is not known here. It was read all the same."),
    "value": _("The specification does not know this value. It was not taken."),
    "licence": _("This is no SPDX identifier of a licence. It was not taken."),
    "case": _("Codes of countries are written in capital letters."),
    "extension": _("Not part of the specification. It was left out."),
    "languages": _("There is no description in Polish or English. None was taken."),
    "untidy": _("There were spaces around the value. They were left out."),
    "address": _("This is not a web address. It was not taken."),
    "date": _("Dates are written year-month-day, e.g. 2026-11-28. It was not taken."),
    "long": _("Longer than the specification allows. It was taken, but cannot be given out so."),
    "much": _("Far longer than the specification allows. It was not taken."),
    "short": _("Shorter than the specification asks for. It was taken, but cannot be given out so."),
    "twice": _("This key is there twice. The last value was taken."),
    "shape": _("Not written as the specification says, e.g. a text instead of a list. Not taken."),
}  # fmt: skip
# Lengths up to which a value is taken where the specification gives a smaller limit, or none.
MOST = {"short": 500, "long": 20_000, "features": 10_000}
LONGEST = 200
SEEN = 120  # characters of a value that a remark shows


@dataclass(frozen=True)
class Remark:
    """Something in the file that is not as it should be: its key, why, and what was found there."""

    key: str
    code: str
    found: str = ""

    @property
    def label(self) -> object:
        return REMARKS[self.code]


@dataclass
class ReadCode:
    """Values by field of a record (texts, true or false, dates as ISO texts), and the remarks."""

    values: dict[str, str | bool] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)


def read_publiccode(content: bytes) -> ReadCode:
    """Read the bytes of a publiccode.yml of any version 0.x. Raises NotReadable where it is no YAML."""
    return _Reading(read_tree(content)).read()


class _Reading:
    def __init__(self, written: Written) -> None:
        self.written, self.found = written, ReadCode()

    def remark(self, key: str, code: str, found: object = "") -> None:
        self.found.remarks.append(Remark(key, code, str(found)[:SEEN]))

    def read(self) -> ReadCode:
        tree = self.written.tree
        for key in MANDATORY:
            if tree.get(key) in (None, "", [], {}):
                self.remark(key, "missing")
        for key in self.written.twice:
            self.remark(key, "twice")
        for key in tree:
            if key.lower() not in KNOWN_KEYS and key not in KNOWN_KEYS:
                self.remark(key[:SEEN], "extension")
        self._version(tree.get("publiccodeYmlVersion"))
        self._facts()
        self._maintenance()
        self._localisation()
        self._descriptions()
        self._countries()
        return self.found

    def _at(self, key: str) -> Tree:
        """The value at a path such as `legal/license`; None where there is none."""
        value: Tree = self.written.tree
        for step in key.split("/"):
            value = value.get(step) if isinstance(value, dict) else None
        return value

    def _text(self, name: str, *, most: int = LONGEST, of: Tree = None) -> str:
        """A text without spaces around it, empty where there is none or it is no text."""
        key = KEYS[name]
        value = self._at(key) if of is None else of
        if value in (None, ""):
            return ""
        if not isinstance(value, str):
            self.remark(key, "shape")
            return ""
        if value != value.strip(" ") and "\n" not in value:
            self.remark(key, "untidy")
        text = value.strip()
        if len(text) > most:
            self.remark(key, "much", text)
            return ""
        return text

    def _keep(self, name: str, value: str | bool) -> None:
        if value != "":
            self.found.values[name] = value

    def _version(self, value: Tree) -> None:
        key = "publiccodeYmlVersion"
        if key in self.written.unquoted:
            self.remark(key, "unquoted", value)
        known = isinstance(value, str) and value.removesuffix(".0") in KNOWN_VERSIONS
        if value and not known:
            self.remark(key, "version", value)

    def _facts(self) -> None:
        for name in ("software_name", "software_version", "code_owner"):
            self._keep(name, self._text(name))
        self._keep("software_type", self._choice("software_type", SoftwareType.values))
        status = self._choice("development_status", DevelopmentStatus.values)
        self._keep("development_status", status)
        for name in ("source_code_url", "landing_url"):
            self._keep(
                name, self._checked(name, "address", URLValidator(schemes=["http", "https"]))
            )
        self._keep("released_on", self._checked("released_on", "date", _refuse_no_date))
        licence = self._text("licence")
        if licence and unknown_identifiers(licence):
            self.remark(KEYS["licence"], "licence", licence)
        else:
            self._keep("licence", licence)
        platforms = self._at("platforms")
        listed = [platforms] if isinstance(platforms, str) else platforms
        self._keep("platforms", ", ".join(self._texts("platforms", listed)))

    def _choice(self, name: str, allowed: list[str]) -> str:
        value = self._text(name)
        if value and value not in allowed:
            self.remark(KEYS[name], "value", value)
            return ""
        return value

    def _checked(self, name: str, code: str, check: Callable[[str], object]) -> str:
        value = self._text(name)
        try:
            if value:
                check(value)
        except (ValidationError, ValueError):
            self.remark(KEYS[name], code, value)
            return ""
        return value

    def _texts(self, name: str, value: Tree) -> list[str]:
        if value in (None, ""):
            return []
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            self.remark(KEYS[name], "shape")
            return []
        return [text for one in value if (text := " ".join(one.split()))]

    def _maintenance(self) -> None:
        kind = self._choice("maintenance", Maintenance.values)
        self._keep("maintenance", kind)
        group = "contractors" if kind == Maintenance.CONTRACT else "contacts"
        people = self._at(f"maintenance/{group}")
        if people is None:
            if kind not in ("", Maintenance.NONE):
                self.remark(f"maintenance/{group}", "missing")
            return
        first = people[0] if isinstance(people, list) and people else None
        if not isinstance(first, dict):
            self.remark(f"maintenance/{group}", "shape")
            return
        self._keep("maintainer", self._text("maintainer", of=first.get("name") or ""))
        until = str(first.get("until") or "") if group == "contractors" else ""
        try:
            self._keep("maintained_until", until and _refuse_no_date(until))
        except ValueError:
            self.remark("maintenance/contractors", "date", until)

    def _localisation(self) -> None:
        languages = self._texts("languages", self._at(KEYS["languages"]))
        self._keep("languages", ", ".join(languages)[:LONGEST])
        ready = self._at(KEYS["is_localisable"])
        truth = {"true": True, "false": False}.get(str(ready).lower())
        if truth is not None:
            self._keep("is_localisable", truth)
        elif ready is not None:
            self.remark(KEYS["is_localisable"], "value", ready)

    def _descriptions(self) -> None:
        described = self._at("description")
        if not isinstance(described, dict):
            if described:
                self.remark("description", "shape")
            return
        if not set(described) & set(LANGUAGES):
            self.remark("description", "languages", ", ".join(described))
        for language in LANGUAGES:
            if language in described:
                self._description(language)

    def _description(self, language: str) -> None:
        for kind, least, most in (
            ("short", 0, LONGEST_SHORT), ("long", SHORTEST_LONG, LONGEST_LONG),
        ):  # fmt: skip
            name = f"{kind}_{language}"
            text = self._text(name, most=MOST[kind])
            if text and not least <= len(text) <= most:
                self.remark(KEYS[name], "long" if len(text) > most else "short", text)
            self._keep(name, text)
        name = f"features_{language}"
        features = "\n".join(self._texts(name, self._at(KEYS[name])))
        if len(features) > MOST["features"]:
            self.remark(KEYS[name], "much", features)
        else:
            self._keep(name, features)

    def _countries(self) -> None:
        for name in ("countries", "unsupportedCountries"):
            codes = self._at(f"intendedAudience/{name}")
            lower = [one for one in codes if str(one).islower()] if isinstance(codes, list) else []
            if lower:
                self.remark(f"intendedAudience/{name}", "case", ", ".join(map(str, lower)))


def _refuse_no_date(value: str) -> str:
    """The value itself if it is a date as the specification writes it. Raises ValueError."""
    if len(value) != len("2026-11-28"):
        raise ValueError
    date.fromisoformat(value)
    return value
