"""Two standards with their versions, and the law behind them, none of it checked yet."""

from typing import Any

from config.demo_content.imported import write_imported
from config.demo_content.texts import read_texts
from foundation.accounts.models import User
from knowledge.actions.law import add_period, continue_provision
from knowledge.actions.standards import (
    RequirementData,
    create_standard,
    create_version,
    publish_version,
)
from knowledge.models import LegalAct, Provision, Requirement, Standard, System
from knowledge.models.requirement import WORD_FIELDS


def write_standards(*, by: User, systems: dict[str, System]) -> None:
    """Make the acts and standards that are missing, `by` somebody who may publish."""
    texts = read_texts("standards")
    provisions = _write_law(texts["acts"], by=by)
    readings = read_texts("readings")
    for entry in texts["standards"]:
        for one in entry["requirements"]:
            one |= readings.get(f"{entry['slug']}/{one['key']}", {})
        if not Standard.objects.filter(slug=entry["slug"]).exists():
            _write_standard(entry, by=by, provisions=provisions, systems=systems)
    write_imported(by=by)


def _write_law(acts: list[dict[str, Any]], *, by: User) -> dict[str, Provision]:
    """Acts with their units; a duty that moved to another act is continued there."""
    provisions: dict[str, Provision] = {}
    moved = []
    for entry in acts:
        fields = {name: value for name, value in entry.items() if name not in ("eli", "units")}
        act, _ = LegalAct.objects.get_or_create(eli=entry["eli"], defaults=fields)
        for unit in entry["units"]:
            provision, is_new = Provision.objects.get_or_create(act=act, unit=unit["unit"])
            provisions[f"{act.short_name} {unit['unit']}"] = provision
            if is_new:
                add_period(provision, by=by, gist=unit["gist"], valid_from=unit["from"])
                moved += [(provision, unit)] if "continued_by" in unit else []
    for provision, unit in moved:
        new = provisions[unit["continued_by"]]
        continue_provision(provision, new=new, by=by, on=new.periods.get().valid_from)
    return provisions


def _write_standard(
    entry: dict[str, Any],
    *,
    by: User,
    provisions: dict[str, Provision],
    systems: dict[str, System],
) -> None:
    names = ("slug", "name_pl", "name_en", "summary_pl", "summary_en", "owner_name")
    standard = create_standard(by=by, **{name: entry[name] for name in names})
    newest = entry["versions"][-1]["number"]
    for version in entry["versions"]:
        is_newest = version["number"] == newest
        wanted = [r for r in entry["requirements"] if is_newest or "since" not in r]
        requirements = [
            _requirement(one, f"{entry['prefix']}-{number:02d}", is_newest, provisions, systems)
            for number, one in enumerate(wanted, start=1)
        ]
        notes = {name: version.get(name, "") for name in ("change_note_pl", "change_note_en")}
        draft = create_version(
            standard, by=by, number=version["number"], requirements=requirements, **notes
        )
        publish_version(draft, by=by, in_force_from=version["in_force_from"])


def _requirement(
    entry: dict[str, Any],
    code: str,
    is_newest: bool,
    provisions: dict[str, Provision],
    systems: dict[str, System],
) -> RequirementData:
    """One requirement as it reads in this version; `was_…` is its wording before the newest one."""
    names = ("key", "level", *WORD_FIELDS)
    fields = {name: entry[name] for name in names if name in entry}
    if not is_newest:
        fields["level"] = entry.get("was_level", entry["level"])
        fields["text_pl"] = entry.get("was_pl", entry["text_pl"])
        fields["text_en"] = entry.get("was_en", entry["text_en"])
    return RequirementData(
        code=code,
        provisions=[provisions[name] for name in entry["provisions"]],
        systems=[systems[slug] for slug in entry.get("systems", ())],
        **fields,
    )


def find_requirement(path: str) -> Requirement:
    """The requirement of `standard-slug/key`."""
    standard, key = path.split("/")
    return Requirement.objects.get(standard__slug=standard, key=key)
