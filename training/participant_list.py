"""The list of participants: its order, and what it holds when organisers take it into a spreadsheet."""

from collections.abc import Iterable, Iterator, Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from knowledge.alphabet import alphabetical
from training.models import Enrolment, Session


def by_name(people: Iterable[Enrolment]) -> list[Enrolment]:
    """In the order of the Polish alphabet, which databases know only by chance."""
    return sorted(people, key=lambda one: (alphabetical(str(one.person)), one.pk))


def members_by_name(people: Iterable[User]) -> list[User]:
    """Members of an office in the order of the Polish alphabet."""
    return sorted(people, key=lambda one: (alphabetical(str(one)), one.pk))


def participant_headings(session: Session, *, with_addresses: bool) -> Sequence[str]:
    """What is known of everybody, then each question of the session.

    Trainers write to participants by letters and need no addresses.
    """
    addresses = (_("E-mail"),) if with_addresses else ()
    known = (_("Office"), _("State"), _("Enrolled"), _("Note"))
    ways = (_("Takes part"),) if session.has_two_ways else ()
    return (
        _("Person"),
        *addresses,
        *known,
        *ways,
        *(question.label for question in session.questions.all()),
    )


def participant_rows(session: Session, *, with_addresses: bool) -> Iterator[Sequence[object]]:
    """One row per current participant."""
    people = session.enrolments.current().select_related("person", "organisation")
    questions = list(session.questions.all())
    for enrolment in people.prefetch_related("answers__question"):
        answers = {answer.question_id: answer.words for answer in enrolment.answers.all()}
        yield (
            enrolment.person,
            *([enrolment.person.email] if with_addresses else ()),
            enrolment.organisation,
            enrolment.get_state_display(),
            f"{timezone.localtime(enrolment.created_at):%Y-%m-%d %H:%M}",
            enrolment.note,
            *([enrolment.get_way_display()] if session.has_two_ways else ()),
            *(answers.get(question.pk, "") for question in questions),
        )
