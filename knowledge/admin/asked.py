"""What a reviewer asked an editor to change, where the editor works on it."""

from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page, TaskState


def show_asked_changes(request: HttpRequest, page: Page) -> None:
    """Hook: Wagtail keeps a reviewer's words in a closed panel at the side; here they stand above the draft."""
    workflow = page.current_workflow_state if request.method == "GET" else None
    step = workflow and workflow.current_task_state
    if step and step.status == TaskState.STATUS_REJECTED and step.comment:
        text = _("%(person)s asks for changes: %(words)s")
        messages.warning(request, text % {"person": step.finished_by, "words": step.comment})
