"""Wagtail's app of users with our people in it."""

from wagtail.users.apps import WagtailUsersAppConfig


class PeopleConfig(WagtailUsersAppConfig):
    user_viewset = "foundation.accounts.admin_views.PersonViewSet"
