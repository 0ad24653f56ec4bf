"""Editors look after search; a new installation knows the abbreviations of offices."""

from django.db import migrations

from foundation.accounts.grants import grant_models
from foundation.accounts.roles import Role
from foundation.search.postgresql_engine import PostgresqlBackend
from foundation.search.synonyms import FIRST_SYNONYMS

KEEPERS = (Role.EDITOR, Role.REVIEWER)


def grant(apps, schema_editor):
    for role in KEEPERS:
        grant_models(apps, role, ["search.Synonym", "search.BestBet"])
        grant_models(apps, role, ["search.CountedQuestion"], ["view", "delete"])


def write_synonyms(apps, schema_editor):
    Synonym = apps.get_model("search", "Synonym")
    Synonym.objects.bulk_create([Synonym(names=names) for names in FIRST_SYNONYMS], ignore_conflicts=True)


def create_table(apps, schema_editor):
    """Where the database itself can search; elsewhere the index is a folder."""
    if schema_editor.connection.vendor == "postgresql":
        PostgresqlBackend("default").create()


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial"), ("accounts", "0002_staff_roles")]

    operations = [
        migrations.RunPython(grant, migrations.RunPython.noop),
        migrations.RunPython(write_synonyms, migrations.RunPython.noop),
        migrations.RunPython(create_table, migrations.RunPython.noop),
    ]
