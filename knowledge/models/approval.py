from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db.models import Exists, IntegerField, Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, Page, Revision, TaskState

if TYPE_CHECKING:
    from foundation.accounts.models import User


class ApprovalByAnother(AbstractGroupApprovalTask):
    """A step on the way of a page to its readers: members of groups take it, but nobody for words of their own.

    Whoever sent the page, wrote something of it since it was last published, or took a step before, is left
    out; administrators too.
    """

    class Meta:
        verbose_name = _("approval by somebody else")
        verbose_name_plural = _("approvals by somebody else")

    @classmethod
    def get_description(cls) -> str:
        return _("Members of the chosen groups can approve, except who wrote or approved before")

    def get_task_states_user_can_moderate(
        self, user: "User", **kwargs: object
    ) -> QuerySet[TaskState]:
        """What waits at this step for this person: the one rule, for lists and for acts."""
        if not (user.is_superuser or self._user_in_groups(user)):
            return TaskState.objects.none()
        waiting = self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        others = waiting.exclude(workflow_state__requested_by=user)
        return others.filter(~Exists(_steps_taken(user)), ~Exists(_words_written(user)))

    def get_actions(self, obj: Model, user: "User") -> Sequence[tuple]:
        return super().get_actions(obj, user) if self._waits_for(obj, user) else []

    def user_can_access_editor(self, obj: Model, user: "User") -> bool:
        return self._waits_for(obj, user)

    def locked_for_user(self, obj: Model, user: "User") -> bool:
        return not self._waits_for(obj, user)

    def user_can_lock(self, obj: Model, user: "User") -> bool:
        return self._waits_for(obj, user)

    def _waits_for(self, obj: Model, user: "User") -> bool:
        return self.get_task_states_user_can_moderate(user).for_instance(obj).exists()


def _steps_taken(user: "User") -> QuerySet:
    return TaskState.objects.filter(
        workflow_state=OuterRef("workflow_state"),
        status=TaskState.STATUS_APPROVED,
        finished_by=user,
    )


def _words_written(user: "User") -> QuerySet:
    """Their revisions of the page that readers have not seen, up to the moment at which the step began."""
    page = Page.objects.filter(pk=Cast(OuterRef("object_id"), IntegerField()))
    return Revision.objects.filter(
        base_content_type=OuterRef("workflow_state__base_content_type"),
        object_id=OuterRef("workflow_state__object_id"),
        created_at__lte=OuterRef("started_at"),
        pk__gt=Coalesce(Subquery(page.values("live_revision")[:1]), 0),
        user=user,
    )
