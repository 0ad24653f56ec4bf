"""The head of an office signs an assessment by a link, without an account."""

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.accounts.secrets import fingerprint, new_token
from foundation.mailing.actions import notify, queue_mail
from knowledge.assessment.report import report_of
from knowledge.assessment.standings import base_of, standings_of
from knowledge.models import Assessment, SignOff
from knowledge.offices import may_lead, right_to_assess

PURPOSE = "sign_off"
KIND = "knowledge.sign_off"
LIFE = timedelta(days=14)


def ask_for_signature(
    assessment: Assessment, *, by: User, head_email: str, at: datetime | None = None
) -> SignOff:
    """Lay the assessment as it is now before the head; an earlier link that still waited ends.

    Raises PermissionDenied, or ValidationError while a requirement is not rated.
    """
    at = at or timezone.now()
    if not may_lead(right_to_assess(by, assessment.organisation, at)):
        raise PermissionDenied(_("Only the coordinator of the office may do this."))
    token = new_token()
    with transaction.atomic():
        Assessment.objects.select_for_update().get(pk=assessment.pk)
        report = report_of(assessment, standings_of(assessment, base_of(assessment, at)), at=at)
        if report["tally"]["open"]:
            raise ValidationError(_("Rate every requirement first; then the head can sign."))
        waiting = SignOff.objects.filter(assessment=assessment, decided_at=None, withdrawn_at=None)
        waiting.update(withdrawn_at=at)
        asked = SignOff(
            assessment=assessment,
            head_email=head_email,
            report=report,
            token_hash=fingerprint(token, purpose=PURPOSE),
            asked_by=by,
            asked_at=at,
            expires_at=at + LIFE,
        )
        asked.full_clean()
        asked.save()
        _write_to_head(asked, token)
    return asked


def sign_off_of(token: str) -> SignOff | None:
    """What the link with this secret asks about."""
    found = SignOff.objects.filter(token_hash=fingerprint(token, purpose=PURPOSE))
    related = "assessment__version__standard", "assessment__organisation", "asked_by"
    return found.select_related(*related).first()


def decide(
    asked: SignOff,
    *,
    is_signed: bool,
    signed_as: str,
    note: str = "",
    is_public: bool = False,
    at: datetime | None = None,
) -> SignOff:
    """Sign what was laid before the head, or give it back with a note. The link works no more.

    `is_public`: the head lets everybody see the signed result under the name of the office. A later
    signature decides about that anew.
    """
    at = at or timezone.now()
    with transaction.atomic():
        asked = SignOff.objects.select_for_update(of=["self"]).get(pk=asked.pk)
        if not asked.is_open(at):
            raise ValidationError(_("This link no longer works."))
        if not is_signed and not note:
            raise ValidationError({"note": _("Write what should change.")})
        asked.decided_at, asked.is_signed = at, is_signed
        asked.signed_as, asked.note = signed_as, note
        asked.is_public = is_signed and is_public
        asked.full_clean()
        if is_signed:
            _end_publication(asked.assessment, at)
        asked.save()
        if asked.asked_by:
            _tell(asked, asked.asked_by, at)
    return asked


def end_publication(assessment: Assessment, *, by: User, at: datetime | None = None) -> None:
    """Take back what the head let everybody see; the signature stays."""
    at = at or timezone.now()
    if not may_lead(right_to_assess(by, assessment.organisation, at)):
        raise PermissionDenied(_("Only the coordinator of the office may do this."))
    _end_publication(assessment, at)


def _end_publication(assessment: Assessment, at: datetime) -> None:
    SignOff.objects.made_public().filter(assessment=assessment).update(public_until=at)


def _write_to_head(asked: SignOff, token: str) -> None:
    assessment = asked.assessment
    with translation.override("pl"):
        url = reverse("knowledge:sign_off", args=[token])
    queue_mail(
        kind=KIND,
        subject_key=f"sign_off:{asked.pk}",
        to=asked.head_email,
        template="knowledge/email/sign_off",
        context={"asked": asked, "assessment": assessment, "path": url},
        language="pl",
        at=asked.asked_at,
    )


def _tell(asked: SignOff, user: User, at: datetime) -> None:
    with translation.override(user.language):
        said = _("signed") if asked.is_signed else _("given back")
        text = _("Self-assessment %(which)s: %(said)s by %(head)s.") % {
            "which": asked.assessment.version,
            "said": said,
            "head": asked.signed_as,
        }
        notify(user, kind=KIND, text=text, url=asked.assessment.get_absolute_url(), at=at)
