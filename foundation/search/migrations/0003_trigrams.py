from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations


class Migration(migrations.Migration):
    """What indexes of parts of words are made of on PostgreSQL; nothing elsewhere."""

    dependencies = [("search", "0002_grants_and_synonyms")]
    run_before = [("helpdesk", "0001_initial"), ("projects_archive", "0001_initial")]

    operations = [TrigramExtension()]
