from collections.abc import Sequence
from functools import cached_property
from typing import Self

from django.conf import settings
from django.contrib.auth.models import (
    AbstractBaseUser,
    BaseUserManager,
    Permission,
    PermissionsMixin,
)
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Exists, OuterRef
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.accounts.roles import Role

# A name goes into mails to others: it must not carry a link.
no_links = RegexValidator(
    r"[@:/<>\\\r\n]|\.\w{2}",
    inverse_match=True,
    message=_("Write a name without addresses and special characters."),
)

# The address of whoever has no mailbox of their own lies here, where no mail can go (RFC 2606).
NO_MAILBOX = "bez-skrzynki.invalid"


class UserQuerySet(models.QuerySet):
    def active(self) -> Self:
        return self.filter(is_active=True)

    def in_role(self, role: Role) -> Self:
        return self.filter(groups__name=role)


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    def create_user(self, email: str, password: str | None = None, **fields) -> "User":
        """Create a person who signs in with `email`; without a password only by code or passkey."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields) -> "User":
        return self.create_user(email, password, is_superuser=True, **fields)

    def get_by_natural_key(self, email: str) -> "User":
        return self.get(email__iexact=email)


class User(AbstractBaseUser, PermissionsMixin):
    """A person. What they may do follows from staff roles (groups), memberships and mandates."""

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(
        _("first and last name"), max_length=150, blank=True, validators=[no_links]
    )
    language = models.CharField(
        _("language"), max_length=2, choices=settings.LANGUAGES, default="pl"
    )
    is_active = models.BooleanField(_("active"), default=True)
    joined_at = models.DateTimeField(_("joined at"), default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="accounts_user_email_unique",
                violation_error_message=_("A person with this e-mail already exists."),
            )
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)

    @property
    def first_name(self) -> str:
        """Wagtail's admin and allauth greet with it."""
        return self.name.partition(" ")[0]

    @property
    def has_mailbox(self) -> bool:
        return not self.email.endswith(f"@{NO_MAILBOX}")

    @property
    def initials(self) -> str:
        return "".join(part[0] for part in str(self).split()[:2]).upper()

    @cached_property
    def roles(self) -> frozenset[str]:
        """Codes of the staff roles, read once per loaded person."""
        if not self.is_active:
            return frozenset()
        names = frozenset(name for name, _may_edit in self._groups)
        return names | {Role.ADMINISTRATOR} if self.is_superuser else names

    @cached_property
    def _groups(self) -> Sequence[tuple[str, bool]]:
        """The names of the person's groups, and whether each leads into Wagtail's admin."""
        access = {"content_type__app_label": "wagtailadmin", "codename": "access_admin"}
        leads_there = Permission.objects.filter(group=OuterRef("pk"), **access)
        return list(self.groups.values_list("name", Exists(leads_there)))

    def has_role(self, *roles: Role) -> bool:
        return bool(self.roles.intersection(roles))

    @property
    def is_administrator(self) -> bool:
        return self.has_role(Role.ADMINISTRATOR)

    @property
    def is_staff_member(self) -> bool:
        """Has any staff role, and therefore needs a second factor."""
        return bool(self.roles)

    def has_perm(self, perm: str, obj: models.Model | None = None) -> bool:
        """Administrators may do everything that Wagtail asks about; others by their groups."""
        return self.is_administrator or super().has_perm(perm, obj)

    @property
    def may_edit(self) -> bool:
        """Whether one of the staff roles leads into Wagtail's admin; costs no query beside `roles`."""
        return self.is_administrator or any(may_edit for _name, may_edit in self._groups)

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_administrator or super().has_module_perms(app_label)
