"""Who writes courses in Wagtail: editors write, reviewers and organisers publish as well; who pays, organisers."""

from django.db import migrations

from foundation.accounts.grants import grant_admin_access, grant_media, grant_models
from foundation.accounts.roles import Role

WRITE = ("add", "change", "view")
MODELS = ("training.Course", "training.Competence")


def grant(apps, schema_editor):
    for role in (Role.EDITOR, Role.REVIEWER, Role.ORGANISER):
        grant_models(apps, role, MODELS, WRITE)
    for role in (Role.REVIEWER, Role.ORGANISER):
        grant_models(apps, role, ["training.Course"], ["publish", "lock", "unlock"])
        grant_models(apps, role, ["training.Competence"], ["delete"])
    grant_models(apps, Role.ORGANISER, ["training.FundingSource"])
    grant_admin_access(apps, Role.ORGANISER)
    grant_media(apps, Role.ORGANISER)


class Migration(migrations.Migration):
    dependencies = [("training", "0001_initial"), ("accounts", "0002_staff_roles")]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
