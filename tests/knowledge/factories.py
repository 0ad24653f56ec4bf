"""Valid objects of knowledge; keywords override the defaults."""

from datetime import date
from itertools import count

from wagtail.models import Locale

from foundation.accounts.models import User
from foundation.accounts.roles import Role
from knowledge.actions.guidance import write_guidance
from knowledge.actions.law import add_period
from knowledge.actions.site import make_site_tree
from knowledge.actions.standards import (
    RequirementData,
    create_standard,
    create_version,
    publish_version,
)
from knowledge.models import (
    GuidanceIndexPage,
    GuidancePage,
    LegalAct,
    Provision,
    ProvisionPeriod,
    ReviewTask,
    Standard,
    StandardVersion,
    System,
)
from tests.cast import make_staff

_numbers = count(100_001)  # always six digits: names sort in the order they were made


def make_editor(role: Role = Role.REVIEWER) -> User:
    return make_staff(role)


def make_system(**fields) -> System:
    number = next(_numbers)
    defaults = {
        "slug": f"system-{number}",
        "name": f"System {number}",
        "summary_pl": "Do czego służy",
        "level": System.Level.CENTRAL,
        "owner_name": "Ministerstwo",
    }
    return System.objects.create(**defaults | fields)


def make_requirement_data(**fields) -> RequirementData:
    number = next(_numbers)
    defaults = {
        "key": f"wymaganie-{number}",
        "code": f"BI-{number}",
        "level": "must",
        "title_pl": f"Wymaganie {number}",
        "text_pl": "Urząd musi mieć kopie zapasowe.",
        "chapter_pl": "Ciągłość działania",
    }
    return RequirementData(**defaults | fields)


def make_standard(**fields) -> Standard:
    number = next(_numbers)
    defaults = {"slug": f"standard-{number}", "name_pl": f"Standard {number}"}
    return create_standard(by=make_editor(), **defaults | fields)


def make_version(
    standard: Standard | None = None,
    *,
    number: str = "1.0",
    requirements: list[RequirementData] | None = None,
    in_force_from: date | None = date(2026, 1, 1),
    **fields,
) -> StandardVersion:
    """A version, published unless `in_force_from` is None."""
    editor = make_editor()
    version = create_version(
        standard or make_standard(),
        by=editor,
        number=number,
        requirements=[make_requirement_data()] if requirements is None else requirements,
        **fields,
    )
    if in_force_from:
        version = publish_version(version, by=editor, in_force_from=in_force_from)
    return version


def make_act(**fields) -> LegalAct:
    number = next(_numbers)
    defaults = {
        "eli": f"DU/2024/{number}",
        "title": "Rozporządzenie",
        "short_name": f"Akt {number}",
    }
    return LegalAct.objects.create(**defaults | fields)


def make_provision(**fields) -> Provision:
    defaults = {"act": fields.pop("act", None) or make_act(), "unit": f"§ {next(_numbers)}"}
    return Provision.objects.create(**defaults | fields)


def make_period(provision: Provision | None = None, **fields) -> ProvisionPeriod:
    defaults = {"gist": "Zapewnia kopie zapasowe.", "valid_from": date(2024, 5, 23)}
    return add_period(provision or make_provision(), by=make_editor(), **defaults | fields)


def make_review() -> ReviewTask:
    """A review that a change of the law below a requirement opened."""
    provision = make_provision()
    make_version(requirements=[make_requirement_data(provisions=[provision])])
    make_period(provision)
    return ReviewTask.objects.get(provision=provision)


def make_index(language: str = "pl") -> GuidanceIndexPage:
    """The list of guidance of one language; the tree around it is missing where a test emptied all tables."""
    if not GuidanceIndexPage.objects.exists():
        make_site_tree()
    return GuidanceIndexPage.objects.live().get(locale=Locale.objects.get(language_code=language))


def make_guidance(index: GuidanceIndexPage | None = None, **fields) -> GuidancePage:
    number = next(_numbers)
    defaults = {
        "title": f"Poradnik {number}",
        "answer": "Najpierw odpowiedź.",
        "fields": {"is_for_it": True},
    }
    by = fields.pop("by", None) or make_editor()
    return write_guidance(index or make_index(), by=by, **defaults | fields)
