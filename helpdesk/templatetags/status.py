"""Difficulties that concern the office one acts for."""

from django import template
from django.utils import timezone

from helpdesk.status_page import reading

register = template.Library()


@register.inclusion_tag("helpdesk/status/banner.html", takes_context=True)
def status_banner(context: template.Context) -> dict[str, object]:
    request = context["request"]
    acting = request.acting if request.user.is_authenticated else None
    office = acting.organisation if acting else None
    return {"notices": reading.banner(office, timezone.now())}
