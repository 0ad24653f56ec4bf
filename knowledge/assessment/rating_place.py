"""One requirement within an assessment: what its page shows and its verbs act on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from foundation.accounts.acting import Acting
from foundation.accounts.models import User
from knowledge.assessment.next_steps import help_with
from knowledge.assessment.rating_forms import (
    EvidenceForm,
    RatingForm,
    UseEvidenceForm,
    kept_evidence,
)
from knowledge.assessment.rating_history import history_of, kept_beside
from knowledge.assessment.standings import Standing, base_of, chapters_of, standings_of
from knowledge.models import Assessment, RequirementRating
from knowledge.offices import right_to_assess
from knowledge.standards.comparison import compare


@dataclass(frozen=True)
class Place:
    """`number` is the requirement's place from 0; `right` is None for those who only read."""

    assessment: Assessment
    base: Assessment | None
    standings: Sequence[Standing]
    number: int
    right: Acting | None

    @property
    def standing(self) -> Standing:
        return self.standings[self.number]

    @property
    def rating(self) -> RequirementRating:
        return self.standing.own

    def neighbour(self, step: int) -> Standing | None:
        there = self.number + step
        return self.standings[there] if 0 <= there < len(self.standings) else None


def place_of(user: User, pk: int, code: str) -> Place:
    """The requirement `code` of an assessment that `user` may see; Http404 otherwise."""
    found = get_object_or_404(Assessment.objects.visible_to(user).for_list(), pk=pk)
    base = base_of(found)
    standings = standings_of(found, base)
    codes = [one.own.text.code for one in standings]
    if code not in codes:
        raise Http404
    right = right_to_assess(user, found.organisation)
    return Place(found, base, standings, codes.index(code), right)


def rating_form(place: Place, data: Mapping | None = None) -> RatingForm:
    """The form with what is stored, or with `data` as sent."""
    inherited = place.standing.inherited
    words = _("not rated yet")
    if inherited and inherited.result:
        words = _("as inherited: %s") % inherited.get_result_display()
    return RatingForm(data, rating=place.rating, open_label=words)


def page_of(
    place: Place,
    user: User,
    *,
    form: RatingForm | None = None,
    evidence_form: EvidenceForm | None = None,
) -> Mapping[str, object]:
    """What the page shows; the forms as given, where they were sent and refused."""
    context = {
        "place": place,
        "assessment": place.assessment,
        "rating": place.rating,
        "text": place.rating.text,
        "chapters": chapters_of(place.standings),
        "position": place.number + 1,
        "before": place.neighbour(-1),
        "after": place.neighbour(1),
        **_changes(place.rating),
    }
    if place.right is None:
        return context
    kept = kept_evidence(place.rating)
    return context | {
        "help": help_with(place.rating.text.requirement, user) if place.standing.is_gap else None,
        "form": form or rating_form(place),
        "evidence": place.rating.evidence.select_related("file"),
        "evidence_form": evidence_form or EvidenceForm(),
        "use_form": UseEvidenceForm(kept=kept) if kept.exists() else None,
        "beside": kept_beside(place.rating, user),
        "history": history_of(place.rating),
    }


def _changes(rating: RequirementRating) -> Mapping[str, object]:
    """What was rated last, perhaps some versions ago, and what the requirement says otherwise since."""
    if not rating.is_reopened:
        return {}
    before = rating.former
    while before.is_reopened:
        before = before.former
    row = compare([before.text], [rating.text])[0]
    return {"rated": before, "changed": [part for part in row.parts if part.name == "text"]}
