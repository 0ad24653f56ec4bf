"""What pages of standards and of consultations say about comments."""

from collections.abc import Mapping, Sequence

from django.db.models import Count, Q, QuerySet

from knowledge.models import Comment, Consultation, RequirementText, Response, StandardVersion

CHANGING = (Response.Verdict.ACCEPTED, Response.Verdict.PARTLY)


def on_version(version: StandardVersion, user) -> Mapping[str, object]:
    """For the page of a version: its own consultation, and the comments that led to it."""
    consultations = Consultation.objects.visible_to(user).for_list()
    return {
        "consultation": consultations.filter(version=version).first(),
        "changing_comments": _changing(version, user),
    }


def on_requirement(text: RequirementText, user) -> Mapping[str, object]:
    """For the page of a requirement: how many comments its draft has, or which ones changed it."""
    consultations = Consultation.objects.visible_to(user).select_related("version__standard")
    changed = _changing(text.version, user).filter(response__changes=text.requirement_id)
    return {
        "consultation": consultations.filter(version=text.version_id).first(),
        "comment_count": Comment.objects.public().filter(text=text).count(),
        "changing_comments": changed,
    }


def _changing(version: StandardVersion, user) -> QuerySet[Comment]:
    """Comments whose responses changed the draft that became `version`."""
    became = Q(consultation__final_version=version)
    answered = Comment.objects.published().filter(became, response__verdict__in=CHANGING)
    return answered.for_list().in_table_order()


def texts_with_counts(consultation: Consultation) -> Sequence[RequirementText]:
    """The requirements of the draft, each with the number of its public comments."""
    public = Q(comments__state__in=Comment.PUBLIC)
    texts = consultation.version.texts.order_by("position")
    return list(texts.annotate(comment_count=Count("comments", public)))


def tally(consultation: Consultation) -> Mapping[str, int]:
    """How many public comments there are, and how they were answered."""
    comments = Comment.objects.filter(consultation=consultation).public()
    verdicts = {one: Count("pk", Q(response__verdict=one)) for one in Response.Verdict.values}
    return comments.aggregate(
        total=Count("pk"), whole=Count("pk", Q(text=None)), answered=Count("response"), **verdicts
    )
