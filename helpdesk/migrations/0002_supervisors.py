"""Supervisors set up queues and who answers them; calendars and the legal facts of incidents are there."""

from django.db import migrations

from foundation.accounts.grants import grant_admin_access, grant_models
from foundation.accounts.roles import Role
from helpdesk.default_calendars import write_defaults
from helpdesk.incidents.legal_facts import write_legal_facts

SET_UP = (
    "BarredMove",
    "EscalationStep",
    "LegalClock",
    "OfficialChannel",
    "Category",
    "CategoryField",
    "EscalationStep",
    "Queue",
    "QueueMember",
    "Route",
)
PREPARE = ("CannedReply", "Macro", "MacroStep", "Tag")


def grant(apps, schema_editor):
    grant_admin_access(apps, Role.SUPERVISOR)
    grant_models(apps, Role.SUPERVISOR, [f"helpdesk.{model}" for model in SET_UP + PREPARE])


def write_calendars(apps, schema_editor):
    write_defaults(apps.get_model("helpdesk", "Calendar").objects)


def write_facts(apps, schema_editor):
    write_legal_facts(apps)


class Migration(migrations.Migration):
    dependencies = [
        ("helpdesk", "0001_initial"),
        ("accounts", "0002_staff_roles"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
    ]

    operations = [
        migrations.RunPython(grant, migrations.RunPython.noop),
        migrations.RunPython(write_calendars, migrations.RunPython.noop),
        migrations.RunPython(write_facts, migrations.RunPython.noop),
    ]
