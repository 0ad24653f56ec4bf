"""Write a publiccode.yml that the specification accepts, from the software fields of a record."""

from collections.abc import Mapping
from datetime import date

import yaml

from projects_archive.publiccode.specification import LANGUAGES, VERSION, Maintenance

CONTENT_TYPE = "application/yaml; charset=utf-8"


class _Quoting(yaml.SafeDumper):
    """Texts that another reader might take for a number, a date or a truth are quoted by the library."""


def _readable(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Quoting.add_representer(str, _readable)


def write_publiccode(values: Mapping[str, object]) -> str:
    """The file for values as in `specification.KEYS`, of which none that is needed is missing."""
    tree: dict[str, object] = {
        "publiccodeYmlVersion": VERSION,
        "name": values["software_name"],
        "url": values["source_code_url"],
        "landingURL": values.get("landing_url"),
        "softwareVersion": values.get("software_version"),
        "releaseDate": _day(values.get("released_on")),
        "developmentStatus": str(values["development_status"]),
        "softwareType": str(values["software_type"]),
        "platforms": _listed(values["platforms"]),
        "description": {
            language: _description(values, language)
            for language in LANGUAGES
            if values.get(f"short_{language}")
        },
        "legal": _without_gaps(
            {"license": values["licence"], "mainCopyrightOwner": values.get("code_owner")}
        ),
        "maintenance": _maintenance(values),
        "localisation": {
            "localisationReady": values["is_localisable"],
            "availableLanguages": _listed(values["languages"]),
        },
    }
    return yaml.dump(
        _without_gaps(tree), Dumper=_Quoting, allow_unicode=True, sort_keys=False, width=100
    )


def _description(values: Mapping[str, object], language: str) -> dict[str, object]:
    return _without_gaps(
        {
            "shortDescription": values[f"short_{language}"],
            "longDescription": values.get(f"long_{language}"),
            "features": str(values.get(f"features_{language}") or "").splitlines(),
        }
    )


def _maintenance(values: Mapping[str, object]) -> dict[str, object]:
    kind, name = str(values["maintenance"]), values.get("maintainer")
    if kind == Maintenance.CONTRACT:
        until = _day(values.get("maintained_until"))
        return {"type": kind, "contractors": [{"name": name, "until": until}]}
    return {"type": kind} | ({"contacts": [{"name": name}]} if name else {})


def _day(value: object) -> str | None:
    return value.isoformat() if isinstance(value, date) else (str(value) if value else None)


def _listed(value: object) -> list[str]:
    return [one.strip() for one in str(value).split(",") if one.strip()]


def _without_gaps(tree: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in tree.items() if value not in (None, "", [], {})}
