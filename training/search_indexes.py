"""How courses and their sessions are found."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime

from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from haystack import indexes

from foundation.accounts.roles import Role
from foundation.search import tokens
from foundation.search.indexes import AudienceIndex
from training.models import Course, Session
from training.models.course import WRITERS


class CourseIndex(AudienceIndex, indexes.Indexable):
    kind, kind_label, browse_name = "course", _("Training"), "training:course_list"

    def get_model(self) -> type[Course]:
        return Course

    def index_queryset(self, using: str | None = None) -> QuerySet[Course]:
        return Course.objects.prefetch_related("sessions", "topics", "competences")

    def audience(self, obj: Course) -> set[str]:
        writers = {tokens.role(role) for role in WRITERS}
        return writers | {tokens.PUBLIC} if obj.live else writers

    def languages(self, obj: Course) -> Sequence[str]:
        return ("pl", "en")

    def title(self, obj: Course) -> str:
        return obj.title

    def body(self, obj: Course) -> str:
        """Also what it builds up, and where its announced sessions take place."""
        places = (f"{s.venue} {s.address}" for s in obj.sessions.all() if s.is_known)
        competences = (competence.name for competence in obj.competences.all())
        return "\n".join([obj.summary, obj.outcomes, *competences, *dict.fromkeys(places)])

    def reindexed_by(self) -> Mapping[type[Model], Callable[[Model], Iterable[Model]]]:
        return {Session: lambda session: [session.course]}

    def topics(self, obj: Course) -> Sequence[str]:
        return [topic.slug for topic in obj.topics.all()]

    def written_for(self, obj: Course) -> Sequence[str]:
        return [obj.audience] if obj.audience else []

    def where(self, obj: Course) -> str:
        return str(obj.get_kind_display())


class SessionIndex(AudienceIndex):
    """One dated run: found by the name of its course, where it takes place and when."""

    kind, kind_label = "session", _("Dates of training")
    importance = 0.9

    def get_model(self) -> type[Session]:
        return Session

    def index_queryset(self, using: str | None = None) -> QuerySet[Session]:
        return Session.objects.select_related("course").prefetch_related("trainers")

    def visible_queryset(self, user, at: datetime | None = None) -> QuerySet[Session]:
        return Session.objects.visible_to(user, at).select_related("course")

    def audience(self, obj: Session) -> set[str]:
        staff = {tokens.role(Role.ORGANISER), tokens.role(Role.ADMINISTRATOR)}
        staff |= {tokens.person(trainer.pk) for trainer in obj.trainers.all()}
        return staff | {tokens.PUBLIC} if obj.course.live and obj.is_known else staff

    def languages(self, obj: Session) -> Sequence[str]:
        return ("pl", "en")

    def title(self, obj: Session) -> str:
        if on := self.date(obj):
            return f"{obj.course.title} – {date_format(on, 'j E Y')}"
        return str(obj.course.title)

    def body(self, obj: Session) -> str:
        return f"{obj.where} · {obj.course.summary}"

    def where(self, obj: Session) -> str:
        return obj.where

    def date(self, obj: Session) -> date | None:
        return timezone.localdate(obj.starts_at) if obj.starts_at else None

    def standing(self, obj: Session) -> str:
        return str(obj.get_state_display())

    def is_replaced(self, obj: Session) -> bool:
        """What is over, and what was called off, comes after what one can still go to."""
        return obj.state in (Session.State.DONE, Session.State.CANCELLED)

    def reindexed_by(self) -> Mapping[type[Model], Callable[[Model], Iterable[Model]]]:
        return {Course: lambda course: course.sessions.all()}
