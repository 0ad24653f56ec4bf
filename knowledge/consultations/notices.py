"""Who hears of a consultation: of its opening, a week before the end, of the responses, of one's comment.

Coordinators of offices hear of openings and endings unless they chose otherwise; responses are told to those
who follow: by the button, or because they wrote or supported a comment.
"""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from foundation.accounts.models import Membership, User
from foundation.accounts.roles import Role
from foundation.mailing.actions import notify, queue_mail
from knowledge.models import (
    Comment,
    CommentEvent,
    Consultation,
    ConsultationFollower,
    ConsultationNotice,
    DeadlineChange,
)

KIND = "knowledge.consultation"
PORTION = 200
Occasion = ConsultationNotice.Occasion
Verb = CommentEvent.Verb


def follow(consultation: Consultation, *, user: User, is_wanted: bool = True) -> None:
    """Tell `user` of this consultation from now on, or no more."""
    mine = ConsultationFollower.objects.filter(consultation=consultation, user=user)
    if not is_wanted:
        mine.delete()
    elif not mine.exists():
        ConsultationFollower.objects.create(consultation=consultation, user=user)


def tell_of_consultations(*, at: datetime, limit: int = 5) -> int:
    """The sweep: tell a portion of people of each occasion that is due; return the occasions handled."""
    related = ConsultationNotice.objects.select_related("consultation__version__standard", "change")
    due = related.filter(consultation__opened_at__isnull=False).claim(at=at, limit=limit)
    for notice in due:
        with transaction.atomic():
            _tell_portion(notice, at)
    return len(due)


def hearing_of(notice: ConsultationNotice) -> QuerySet[User]:
    """Active people who hear of it: those who follow; all coordinators too of an opening and an end.

    That an open one takes longer is told to those who follow; taken up again, it is an opening to everybody.
    """
    follows = ConsultationFollower.objects.filter(consultation=notice.consultation)
    heard = Q(pk__in=follows.values("user"))
    is_longer = notice.occasion == Occasion.PUT_OFF and not notice.change.is_reopening
    if notice.occasion != Occasion.RESPONSES and not is_longer:
        heard |= Q(pk__in=Membership.objects.coordinators().values("user"))
    return User.objects.active().filter(heard).order_by("pk")


def ask_for_approval(comment: Comment, *, at: datetime) -> None:
    """Tell those who may let the comment out: the office's coordinators, or the editors."""
    if comment.organisation:
        coordinators = Membership.objects.coordinators_of(comment.organisation)
        asked = User.objects.active().filter(pk__in=coordinators.values("user"))
        path = "knowledge:office_comments"
    else:
        asked = User.objects.active().filter(groups__name=Role.EDITOR)
        path = "knowledge:consultation_desk"
    for user in asked.exclude(pk=comment.author_id):
        with override(user.language):
            text = _("A comment waits for your approval: %s") % comment.consultation
            notify(user, kind=KIND, text=text, url=reverse(path), at=at)


def tell_author(comment: Comment, verb: CommentEvent.Verb, *, by: User, at: datetime) -> None:
    """Tell the author what somebody else did with the comment, by the reason where there is one."""
    author = comment.author
    if author is None or author == by or not author.is_active:
        return
    with override(author.language):
        said = f"{_said(verb)} {comment.consultation}"
        notify(author, kind=KIND, text=said, url=comment.get_absolute_url(), at=at)
        if verb in (Verb.HIDDEN, Verb.RETURNED):
            sentences = [said, _("Reason: %s") % comment.reason]
            key = f"comment:{comment.pk}"
            _mail(
                author, key, sentences, comment.get_absolute_url(), sequence=_events(comment), at=at
            )


def _said(verb: CommentEvent.Verb) -> str:
    words: dict[str, Callable[[], str]] = {
        Verb.APPROVED: lambda: _("Your comment was published:"),
        Verb.RETURNED: lambda: _("Your comment came back to you:"),
        Verb.HIDDEN: lambda: _("Your comment was hidden:"),
        Verb.SHOWN: lambda: _("Your comment is shown again:"),
        Verb.ANSWERED: lambda: _("Your comment was answered:"),
    }
    return words[verb]()


def _events(comment: Comment) -> int:
    return comment.events.count()


def _tell_portion(notice: ConsultationNotice, at: datetime) -> None:
    if notice.occasion == Occasion.WEEK_LEFT and not notice.consultation.takes_comments(at):
        notice.mark_done()
        return
    portion = list(hearing_of(notice).filter(pk__gt=notice.told_up_to)[:PORTION])
    for user in portion:
        _tell(notice, user, at)
    if len(portion) < PORTION:
        notice.mark_done()
        return
    notice.told_up_to, notice.leased_until = portion[-1].pk, None
    notice.save(update_fields=["told_up_to", "leased_until"])


def _tell(notice: ConsultationNotice, user: User, at: datetime) -> None:
    consultation = notice.consultation
    with override(user.language):
        sentence = _sentence(notice)
        path = consultation.get_absolute_url()
        notify(user, kind=KIND, text=f"{consultation}: {sentence}", url=path, at=at)
        sentences = [str(consultation), sentence]
        if notice.occasion == Occasion.PUT_OFF:
            sentences.append(_("Reason: %s") % notice.change.reason)
        key = f"consultation:{consultation.pk}:{notice.occasion}:{user.pk}"
        _mail(user, key, sentences, path, sequence=notice.change_id or 0, at=at)


def _sentence(notice: ConsultationNotice) -> str:
    closes = date_format(localtime(notice.consultation.closes_at), "j E Y, H:i")
    if notice.occasion == Occasion.OPENED:
        return _("a consultation has begun; comments can be sent until %s.") % closes
    if notice.occasion == Occasion.WEEK_LEFT:
        return _("a week is left for comments, until %s.") % closes
    if notice.occasion == Occasion.PUT_OFF:
        return _told_of(notice.change) % closes
    return pgettext("consultation", "every comment has a published response.")


def _told_of(change: DeadlineChange) -> str:
    if change.is_reopening:
        return _("comments are taken again, until %s.")
    return _("comments are taken longer, until %s.")


def _mail(
    user: User, key: str, sentences: list[str], path: str, *, sequence: int, at: datetime
) -> None:
    queue_mail(
        kind=KIND,
        subject_key=key,
        to=user,
        template="knowledge/email/consultation",
        context={"sentences": sentences, "path": path},
        sequence=sequence,
        at=at,
    )
