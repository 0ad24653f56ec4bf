"""A reader without an account: what is told of by mail and in feeds is what everybody may read."""

from django.contrib.auth.models import AnonymousUser

NOBODY = AnonymousUser()
