"""Persons named in knowledge: who checked a legal fact, published a version, keeps a page, declared."""

from collections.abc import Mapping, Sequence

from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.accounts.models import User
from foundation.accounts.personal_data import Erasure, PersonalData
from knowledge.models import (
    AccessibilityDeclaration,
    Assessment,
    ChecklistTick,
    Comment,
    CommentEvent,
    Consultation,
    ConsultationFollower,
    DeadlineChange,
    DutyFeed,
    Evidence,
    FundingCall,
    GlossaryTerm,
    GuidancePage,
    LegalAct,
    OfficeProfile,
    Opinion,
    Postulate,
    PostulateAnswer,
    PostulateSupport,
    PreviewLink,
    ProvisionPeriod,
    RatingEvent,
    RequirementRating,
    Response,
    ReviewTask,
    SignOff,
    StandardVersion,
    Support,
)

PERSONAL_MODELS = (
    "knowledge.AccessibilityDeclaration",
    "knowledge.AccessibilityStatementPage",
    "knowledge.Assessment",
    "knowledge.Comment",
    "knowledge.CommentEvent",
    "knowledge.Consultation",
    "knowledge.ConsultationFollower",
    "knowledge.ChecklistTick",
    "knowledge.DeadlineChange",
    "knowledge.DutyFeed",
    "knowledge.Evidence",
    "knowledge.GlossaryTerm",
    "knowledge.FundingCall",
    "knowledge.EventPage",
    "knowledge.GuidanceIndexPage",
    "knowledge.GuidancePage",
    "knowledge.HomePage",
    "knowledge.HubPage",
    "knowledge.InformationPage",
    "knowledge.NewsIndexPage",
    "knowledge.NewsPage",
    "knowledge.LegalAct",
    "knowledge.OfficeProfile",
    "knowledge.Opinion",
    "knowledge.Postulate",
    "knowledge.PostulateAnswer",
    "knowledge.PostulateSupport",
    "knowledge.PreviewLink",
    "knowledge.ProvisionPeriod",
    "knowledge.ReviewTask",
    "knowledge.RatingEvent",
    "knowledge.RequirementRating",
    "knowledge.Response",
    "knowledge.SignOff",
    "knowledge.StandardVersion",
    "knowledge.Support",
)

# Where a person stands, by model; a page's `owner` is Wagtail's own field.
PLACES: Sequence[tuple[type[Model], str]] = (
    (LegalAct, "checked_by"),
    (ProvisionPeriod, "checked_by"),
    (ReviewTask, "done_by"),
    (FundingCall, "checked_by"),
    (GuidancePage, "keeper"),
    (GuidancePage, "owner"),
    # What an office says of itself goes on without the name of who wrote it.
    (Assessment, "started_by"),
    (RequirementRating, "responsible"),
    (RequirementRating, "changed_by"),
    (RatingEvent, "by"),
    (Evidence, "added_by"),
    (OfficeProfile, "changed_by"),
    (SignOff, "asked_by"),
    # Comments and responses are an office's, an association's and the owner's; who typed them is not public.
    (Comment, "author"),
    (CommentEvent, "by"),
    (Support, "by"),
    (Response, "answered_by"),
    (Consultation, "created_by"),
    (DeadlineChange, "by"),
    (GlossaryTerm, "locked_by"),
    (Opinion, "closed_by"),
    (Postulate, "author"),
    (PostulateSupport, "by"),
    (PostulateAnswer, "by"),
    (PreviewLink, "made_by"),
    (PreviewLink, "revoked_by"),
)
# Where one kind names a person in two ways, each has a name of its own.
NAMES: Mapping[tuple[type[Model], str], str] = {
    (RequirementRating, "responsible"): gettext_lazy("requirements this person is responsible for"),
    (RequirementRating, "changed_by"): gettext_lazy("ratings this person changed last"),
    (GuidancePage, "keeper"): gettext_lazy("guidance this person keeps"),
    (GuidancePage, "owner"): gettext_lazy("guidance this person began"),
    (PreviewLink, "made_by"): gettext_lazy("links for reviewers that this person made"),
    (PreviewLink, "revoked_by"): gettext_lazy("links for reviewers that this person took back"),
    (Opinion, "author"): gettext_lazy("opinions this person gave"),
    (Opinion, "closed_by"): gettext_lazy("opinions this person decided on"),
}
# What nobody needs without the person.
GONE: Sequence[tuple[type[Model], str]] = (
    (DutyFeed, "user"),
    (ChecklistTick, "user"),
    (Opinion, "author"),
    (ConsultationFollower, "user"),
)
# The name stays with the act: whoever published or declared answers for it.
KEPT: Sequence[tuple[type[Model], str]] = (
    (StandardVersion, "published_by"),
    (AccessibilityDeclaration, "declared_by"),
)


def personal_data(user: User) -> Sequence[PersonalData]:
    """Every record of knowledge that names `user`, as lines a person can read."""
    return [
        PersonalData(_name(model, field), [str(one) for one in records])
        for model, field in (*PLACES, *GONE, *KEPT)
        if (records := model.objects.filter(**{field: user}))
    ]


def erase_person(user: User) -> Sequence[Erasure]:
    """Take `user` out of working notes; published acts keep the name, with the ground shown."""
    return [
        *(_erased(model, field, user) for model, field in PLACES),
        *(_deleted(model, field, user) for model, field in GONE),
        *(_restricted(model, field, user) for model, field in KEPT),
    ]


def _name(model: type[Model], field: str) -> str:
    return str(NAMES.get((model, field), model._meta.verbose_name_plural))


def _erased(model: type[Model], field: str, user: User) -> Erasure:
    count = model.objects.filter(**{field: user}).update(**{field: None})
    return Erasure(_name(model, field), erased=count, restricted=0)


def _deleted(model: type[Model], field: str, user: User) -> Erasure:
    count, _kinds = model.objects.filter(**{field: user}).delete()
    return Erasure(_name(model, field), erased=count, restricted=0)


def _restricted(model: type[Model], field: str, user: User) -> Erasure:
    count = model.objects.filter(**{field: user}).count()
    ground = _("a public record of who published or declared (archives act)") if count else ""
    return Erasure(_name(model, field), erased=0, restricted=count, ground=ground)
