"""Duties with a day: a real one, whose law nobody has compared with the journal yet, and an invented one."""

from config.demo_content.changing_law import write_changing_law
from foundation.accounts.models import Organisation, User
from knowledge.models import DutyRule, OfficeProfile, ProvisionPeriod

Declaration = OfficeProfile.Declaration


def write_duties(offices: dict[str, Organisation], *, by: User) -> None:
    """Make what is missing: the yearly review of the accessibility statement, and one office's words."""
    period = ProvisionPeriod.objects.get(
        provision__act__eli="DU/2019/848", provision__unit="art. 10", valid_to=None
    )
    DutyRule.objects.get_or_create(
        title_pl="Przegląd deklaracji dostępności",
        defaults={
            "title_en": "Review of the accessibility statement",
            "note_pl": "Sprawdź stronę i BIP, popraw deklarację i wpisz datę przeglądu.",
            "note_en": "Check the site, correct the statement and enter the day of the review.",
            "period": period,
            "declaration": Declaration.WEBSITE,
            "month": 3,
            "day": 31,
        },
    )
    OfficeProfile.objects.get_or_create(
        organisation=offices["jarzebinowo"],
        defaults={"size": OfficeProfile.Size.MEDIUM, "declarations": [Declaration.WEBSITE]},
    )
    write_changing_law(by=by)
