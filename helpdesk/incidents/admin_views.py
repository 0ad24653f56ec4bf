"""Screens of the Wagtail admin for legal clocks and official channels; for supervisors."""

from wagtail.admin.viewsets.model import ModelViewSet

from helpdesk.models import LegalClock, OfficialChannel


class LegalFactViewSet(ModelViewSet):
    """What both lists share."""

    copy_view_enabled = False
    add_to_admin_menu = False
    list_per_page = 50


class LegalClockViewSet(LegalFactViewSet):
    """Unchecked ones are shown as to be confirmed: record who compared them with the journal, and when."""

    model = LegalClock
    icon = "time"
    form_fields = [
        "name_pl", "name_en", "code", "what_pl", "what_en", "act", "unit", "valid_from", "valid_to",
        "hours", "months", "after", "source_url", "checked_on", "checked_by", "position",
    ]  # fmt: skip
    list_display = ["name_pl", "unit", "hours", "months", "valid_from", "checked_on"]


class OfficialChannelViewSet(LegalFactViewSet):
    model = OfficialChannel
    icon = "link"
    form_fields = [
        "name", "what_pl", "what_en", "url", "source_url", "checked_on", "checked_by", "position",
    ]  # fmt: skip
    list_display = ["name", "url", "checked_on"]
