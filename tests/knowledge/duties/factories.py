"""Valid duties; keywords override the defaults."""

from datetime import date

from foundation.accounts.models import Organisation
from knowledge.models import DutyRule, ProvisionPeriod
from tests.knowledge.factories import make_period

CHECKED = date(2026, 1, 15)


def make_duty(*, checked_on: date | None = CHECKED, **fields) -> DutyRule:
    """A yearly duty of every office on 31 March, resting on a provision that a person has checked."""
    period = fields.pop("period", None) or make_checked_period(checked_on=checked_on)
    yearly = {} if "on" in fields else {"month": 3, "day": 31}
    rule = DutyRule(**{"title_pl": "Przegląd", "period": period, **yearly, **fields})
    rule.full_clean()
    rule.save()
    return rule


def make_checked_period(*, checked_on: date | None = CHECKED, **fields) -> ProvisionPeriod:
    """What a provision asks, compared with the journal on `checked_on`."""
    period = make_period(**fields)
    period.checked_on = checked_on
    period.save(update_fields=["checked_on"])
    return period


def titles(office: Organisation, duties) -> list[str]:
    return [duty.title for duty in duties(office)]
