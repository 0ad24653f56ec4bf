"""People: entered by the support point, and erased."""

from collections.abc import Iterable
from datetime import datetime

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone

from foundation.accounts.models import User
from foundation.accounts.roles import Role


@transaction.atomic
def register_person(
    *,
    email: str,
    name: str,
    password: str | None = None,
    language: str = "pl",
    roles: Iterable[Role] = (),
    at: datetime | None = None,
) -> User:
    """Enter a person whose address is known to be theirs, with staff roles; repeating it updates them."""
    user = User.objects.filter(email__iexact=email).first()
    if user is None:
        joined_at = at or timezone.now()
        user = User.objects.create_user(
            email, password, name=name, language=language, joined_at=joined_at
        )
    else:
        user.name, user.language = name, language
        user.full_clean(exclude=["password"])
        user.save(update_fields=["name", "language"])
    EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )
    user.groups.add(*[Group.objects.get_or_create(name=role)[0] for role in roles])
    return user
