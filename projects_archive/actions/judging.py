"""People decide whether a line is a digital project."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from projects_archive import digital
from projects_archive.actions.keeping import keep_projects_in_step
from projects_archive.models import FundingLine
from projects_archive.permissions import user_can_judge

PEOPLE = "decided-by-people"


@transaction.atomic
def judge_line(
    line: FundingLine, *, by: User, is_digital: bool, at: datetime | None = None
) -> FundingLine:
    """Decide for good whether a line is digital; later imports keep the decision."""
    if not user_can_judge(by):
        raise PermissionDenied
    line = FundingLine.objects.select_for_update().get(pk=line.pk)
    if line.is_judged_by_people:
        raise ValidationError(_("Somebody has already decided on this project."))
    verdicts = FundingLine.Verdict
    line.verdict = verdicts.DIGITAL if is_digital else verdicts.NOT_DIGITAL
    line.rule, line.words = PEOPLE, ""
    line.judged_by, line.judged_at = by, at or timezone.now()
    line.save(update_fields=["verdict", "rule", "words", "judged_by", "judged_at"])
    keep_projects_in_step([line])
    return line


@transaction.atomic
def withdraw_judgement(line: FundingLine, *, by: User) -> FundingLine:
    """Take a person's decision back: the rules decide again."""
    if not user_can_judge(by):
        raise PermissionDenied
    line = FundingLine.objects.select_for_update().get(pk=line.pk)
    if not line.is_judged_by_people:
        raise ValidationError(_("There is no decision to take back."))
    category = line.source_row.raw.get("Kategoria wsparcia", "")
    judgement = digital.judge(line.title, domain=line.domain, category=category)
    line.verdict, line.rule, line.words = judgement.verdict, judgement.rule, judgement.words
    line.judged_by = line.judged_at = None
    line.save(update_fields=["verdict", "rule", "words", "judged_by", "judged_at"])
    keep_projects_in_step([line])
    return line
