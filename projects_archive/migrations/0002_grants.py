"""Editors and reviewers write project records and keep the programmes; nobody publishes in Wagtail."""

from django.db import migrations

from foundation.accounts.grants import VERBS, grant_models
from foundation.accounts.roles import Role


def grant(apps, schema_editor):
    for role in (Role.EDITOR, Role.REVIEWER):
        grant_models(apps, role, ["projects_archive.ProjectRecord", "projects_archive.FundingProgramme"])
    grant_models(apps, Role.REVIEWER, ["projects_archive.ProjectRecord"], [*VERBS, "lock", "unlock"])


class Migration(migrations.Migration):
    dependencies = [("projects_archive", "0001_initial"), ("accounts", "0002_staff_roles")]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
