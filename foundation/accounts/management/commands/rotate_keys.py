"""Encrypt every stored secret anew with the first of FIELD_KEYS, so that the others can go."""

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.core.management.base import BaseCommand
from django.db import models, transaction

from foundation.crypto import EncryptedTextField, UnreadableSecret, rotate


class Command(BaseCommand):
    help = "Encrypt stored secrets anew with the first of FIELD_KEYS. Repeating it does no harm."

    @transaction.atomic
    def handle(self, **options) -> None:
        done = rotate_authenticators()
        for model in apps.get_models():
            fields = [f.name for f in model._meta.fields if isinstance(f, EncryptedTextField)]
            if fields:
                done += rotate_fields(model, fields)
        if options["verbosity"]:
            self.stdout.write(f"{done} secrets encrypted with the first key")


def rotate_authenticators() -> int:
    """Second factors: allauth keeps their secrets inside JSON; recovery codes may be a plain list."""
    done = 0
    for authenticator in Authenticator.objects.select_for_update().exclude(
        type=Authenticator.Type.WEBAUTHN
    ):
        for key in ("secret", "seed"):
            if key in authenticator.data:
                try:
                    authenticator.data[key] = rotate(authenticator.data[key])
                except UnreadableSecret as error:
                    raise UnreadableSecret(f"{authenticator!r}: {error}") from error
                done += 1
        authenticator.save(update_fields=["data"])
    return done


def rotate_fields(model: type[models.Model], fields: list[str]) -> int:
    """Reading decrypts with any key and writing encrypts with the first."""
    done = 0
    for row in model._default_manager.select_for_update().only("pk", *fields).iterator():
        row.save(update_fields=fields)
        done += 1
    return done
