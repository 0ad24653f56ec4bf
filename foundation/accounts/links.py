"""Absolute addresses for mails, in the reader's language."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override


def absolute_url(name: str, *args: object, language: str) -> str:
    with override(language):
        return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse(name, args=args)
