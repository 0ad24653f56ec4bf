"""Screens of the Wagtail admin for mailboxes; for administrators."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button

from helpdesk.mail.imap.checking import Checked, check_connection
from helpdesk.mail.imap.forms import MailboxForm
from helpdesk.models import Mailbox


class MailboxIndexView(generic.IndexView):
    def get_list_more_buttons(self, instance: Mailbox) -> list:
        url = reverse(self.edit_url_name.replace("edit", "check"), args=[instance.pk])
        check = Button(_("Check the connection"), url=url, icon_name="rotate", priority=15)
        return [*super().get_list_more_buttons(instance), check]


class MailboxCheckView(generic.InspectView):
    """What is known of a mailbox, and a button that tries it."""

    template_name = "helpdesk/mail/mailbox_check.html"
    page_title = _("Check the connection")

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        found = check_connection(self.object)
        say = messages.error if found.failure else messages.success
        say(request, words(found))
        return redirect(request.path)


def words(found: Checked) -> str:
    if found.failure:
        return found.failure
    waiting = ngettext(
        "It works: %d message waits to be collected.",
        "It works: %d messages wait to be collected.",
        found.waiting,
    ) % found.waiting  # fmt: skip
    told = gettext("The server tells of new mail at once.") if found.is_told else ""
    return f"{waiting} {told}".strip()


class MailboxViewSet(ModelViewSet):
    model = Mailbox
    icon = "download"
    copy_view_enabled = False
    add_to_admin_menu = False
    index_view_class = MailboxIndexView
    list_display = [
        "address",
        "queue",
        BooleanColumn("is_active", label=_("collected")),
        DateColumn("last_seen_at", label=_("last collected at")),
        Column("reason", label=_("what went wrong")),
    ]
    inspect_view_fields = [
        "address", "host", "port", "security", "user_name", "sign_in", "folder", "queue",
    ]  # fmt: skip

    def get_form_class(self, for_update: bool = False) -> type[MailboxForm]:
        return MailboxForm

    @cached_property
    def check_view(self):
        fields = {**self.get_inspect_view_kwargs(), "template_name": MailboxCheckView.template_name}
        return self.construct_view(MailboxCheckView, **fields)

    def get_urlpatterns(self) -> list:
        return [
            *super().get_urlpatterns(),
            path("check/<int:pk>/", self.check_view, name="check"),
        ]
