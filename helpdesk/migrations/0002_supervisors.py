"""Supervisors set up queues, who answers them, and how soon."""

from django.db import migrations

from foundation.accounts.grants import grant_admin_access, grant_models
from foundation.accounts.roles import Role

SET_UP = ("Queue", "QueueMember", "Route", "ServiceLevel")


def grant(apps, schema_editor):
    grant_admin_access(apps, Role.SUPERVISOR)
    grant_models(apps, Role.SUPERVISOR, [f"helpdesk.{model}" for model in SET_UP])


class Migration(migrations.Migration):
    dependencies = [
        ("helpdesk", "0001_initial"),
        ("accounts", "0002_staff_roles"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
    ]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
