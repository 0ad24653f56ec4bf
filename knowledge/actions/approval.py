"""The two steps between a draft and its readers; administrators may change them in the Wagtail admin."""

from django.contrib.auth.models import Group
from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowPage, WorkflowTask

from foundation.accounts.roles import Role
from knowledge.models import ApprovalByAnother

NAME = "Recenzja i akceptacja"
STEPS = (
    ("Recenzja ekspercka", (Role.EXPERT, Role.REVIEWER, Role.ADMINISTRATOR)),
    ("Akceptacja", (Role.REVIEWER, Role.ADMINISTRATOR)),
)
WAGTAILS_OWN = "Moderators approval"


def make_approval_steps(root: Page) -> None:
    """Send pages below `root` through an expert's review and an approval, unless steps were made before."""
    if ApprovalByAnother.objects.exists():
        return
    for model in (Workflow, GroupApprovalTask):
        for former in model.objects.filter(name=WAGTAILS_OWN, active=True):
            former.deactivate()
    workflow = Workflow.objects.create(name=NAME)
    for order, (name, roles) in enumerate(STEPS):
        task = ApprovalByAnother.objects.create(name=name)
        task.groups.set(Group.objects.filter(name__in=roles))
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=order)
    WorkflowPage.objects.update_or_create(page=root, defaults={"workflow": workflow})
