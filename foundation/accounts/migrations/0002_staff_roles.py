"""Staff roles as groups. Wagtail's two groups become editor and reviewer and keep their rights."""

from django.db import migrations

from foundation.accounts.grants import grant_admin_access, grant_models
from foundation.accounts.roles import Role

TAKEN_OVER = {"Editors": Role.EDITOR, "Moderators": Role.REVIEWER}
OWN_MODELS = ("Organisation", "MailDomain", "Membership", "Mandate")


def make_roles(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    for wagtail_name, role in TAKEN_OVER.items():
        Group.objects.filter(name=wagtail_name).update(name=role)
    for role in Role.values:
        Group.objects.get_or_create(name=role)
    copy_rights(apps, Role.REVIEWER, Role.ADMINISTRATOR)
    for role in (Role.EDITOR, Role.EXPERT, Role.REVIEWER, Role.ADMINISTRATOR):
        grant_admin_access(apps, role)
    grant_models(apps, Role.ADMINISTRATOR, [f"accounts.{model}" for model in OWN_MODELS])


def copy_rights(apps, source, target):
    """Pages, collections and approval tasks, which Wagtail reads from rows and not from `has_perm`."""
    Group = apps.get_model("auth", "Group")
    source, target = Group.objects.get(name=source), Group.objects.get(name=target)
    for model in ("GroupPagePermission", "GroupCollectionPermission"):
        for right in apps.get_model("wagtailcore", model).objects.filter(group=source):
            right.pk, right.group = None, target
            right.save()
    for task in apps.get_model("wagtailcore", "GroupApprovalTask").objects.filter(groups=source):
        task.groups.add(target)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailadmin", "0006_formstate"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
    ]

    operations = [migrations.RunPython(make_roles, migrations.RunPython.noop, elidable=False)]
