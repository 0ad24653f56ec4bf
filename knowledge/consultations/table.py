"""The table of comments (zestawienie uwag): plain rows, the same on every paper."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from knowledge.models import Comment, Consultation


@dataclass(frozen=True)
class Row:
    """One comment with its response; of a hidden one only why it was hidden."""

    number: int
    who: str
    about: str
    place: str
    body: str
    proposed_wording: str
    support_count: int
    verdict: str
    response: str
    changes: str
    answered_as: str

    def cells(self) -> Sequence[object]:
        return list(vars(self).values())


def headings() -> Sequence[str]:
    return [
        _("No."),
        _("Who"),
        _("About"),
        _("Place"),
        pgettext("consultation", "Comment"),
        _("Proposed wording"),
        _("Offices that support it"),
        pgettext("consultation", "Response"),
        _("Reasons"),
        _("Changed requirements"),
        _("Answered by"),
    ]


def rows_of(consultation: Consultation) -> Iterator[Row]:
    """Every published comment: the whole draft first, then requirement by requirement."""
    comments = Comment.objects.filter(consultation=consultation).public().for_list()
    changes = comments.prefetch_related("response__changes")
    codes = dict(consultation.version.texts.values_list("requirement", "code"))
    for comment in changes.in_table_order():
        yield _row(comment, codes)


def _row(comment: Comment, codes: dict[int, str]) -> Row:
    is_hidden = comment.state == Comment.State.HIDDEN
    answer = comment.answer
    changed = answer.changes.all() if answer else ()
    return Row(
        number=comment.number,
        who=comment.who,
        about=str(comment.text) if comment.text else _("the whole draft"),
        place="" if is_hidden else comment.place,
        body=_("Hidden by the editors: %s") % comment.reason if is_hidden else comment.body,
        proposed_wording="" if is_hidden else comment.proposed_wording,
        support_count=comment.support_count,
        verdict=answer.get_verdict_display() if answer else "",
        response=answer.body if answer else "",
        changes=", ".join(sorted(codes.get(one.pk, one.key) for one in changed)),
        answered_as=answer.answered_as if answer else "",
    )
