"""What staff roles may do in Wagtail's admin; for data migrations, where only `apps` is at hand.

Administrators need no rows for models: `User.has_perm` says yes to them.
"""

from collections.abc import Iterable

from foundation.accounts.roles import Role

VERBS = ("add", "change", "delete", "view")


def grant_models(apps, role: Role, models: Iterable[str], verbs: Iterable[str] = VERBS) -> None:
    """Let `role` do `verbs` with `models` („app_label.ModelName”); repeating it changes nothing."""
    group = apps.get_model("auth", "Group").objects.get_or_create(name=role)[0]
    for label in models:
        app_label, _, model = label.lower().partition(".")
        for verb in verbs:
            group.permissions.add(_permission(apps, app_label, model, f"{verb}_{model}"))


def grant_admin_access(apps, role: Role) -> None:
    """Let `role` into Wagtail's admin."""
    group = apps.get_model("auth", "Group").objects.get_or_create(name=role)[0]
    group.permissions.add(_permission(apps, "wagtailadmin", "admin", "access_admin"))


def grant_media(apps, role: Role) -> None:
    """Let `role` add files and pictures and choose them for texts, where those who write do; change its own."""
    rights = apps.get_model("wagtailcore", "GroupCollectionPermission").objects
    group = apps.get_model("auth", "Group").objects.get_or_create(name=role)[0]
    own = rights.filter(group__name=Role.EDITOR).exclude(permission__codename__startswith="change")
    for right in own:
        rights.get_or_create(
            group=group, collection_id=right.collection_id, permission_id=right.permission_id
        )


def _permission(apps, app_label: str, model: str, codename: str):
    """Find a permission, or make it before Django's `post_migrate` does."""
    content_type = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label=app_label, model=model
    )[0]
    return apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type,
        codename=codename,
        defaults={"name": f"Can {codename.replace('_', ' ')}"},
    )[0]
