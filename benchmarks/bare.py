"""The least that a page can cost: one query, one flat template, nothing else.

The same database, rows, columns, server, middleware and session as the page of the product beside it. What
that costs beyond this is the price of its views, counts and layout.
"""

from functools import cache

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.template import engines

from helpdesk.models import Ticket
from knowledge.models import GuidancePage
from projects_archive.models import Project

PAGE = 50
TEMPLATE = """<!doctype html><html lang="pl"><head><title>Bare</title></head><body>{% for t in rows %}
<a href="/pl/helpdesk/desk/{{ t.reference }}/">
<b>{{ t.subject }}</b><span>{{ t.next_due_at|date:"j E Y, H:i" }}</span>
<span>{{ t.get_status_display }}</span>
<span>{{ t.organisation }} · {{ t.get_kind_display }}
{% if t.system %} · {{ t.system }}{% endif %}</span></a>{% endfor %}
</body></html>"""


@login_required
def bare(request: HttpRequest) -> HttpResponse:
    """Fifty open tickets of the queues one answers, nearest deadline first."""
    queues = list(request.user.queue_places.values_list("queue", flat=True))
    found = Ticket.objects.filter(
        queue__in=queues, status__in=["new", "open", "pending", "on_hold"]
    )
    rows = found.select_related("organisation", "system").order_by("next_due_at", "pk")[:PAGE]
    return HttpResponse(_template(TEMPLATE).render({"rows": rows}, request))


PROJECTS_A_PAGE = 20
PROJECTS = """<!doctype html><html lang="pl"><head><title>Bare</title></head><body>{% for p in rows %}
<a href="/pl/projects/{{ p.pk }}/"><b>{{ p.title_pl }}</b><span>{{ p.eu_contribution }}</span>
<span>{{ p.beneficiary }}</span><span>{{ p.get_topic_display }}</span></a>{% endfor %}
<p>{{ total }}</p></body></html>"""


@login_required
def bare_projects(request: HttpRequest) -> HttpResponse:
    """Twenty public projects, the largest contribution first, and how many there are."""
    found = Project.objects.filter(is_public=True)
    rows = found.order_by("-amount_order", "-pk")[:PROJECTS_A_PAGE]
    context = {"rows": rows, "total": found.count()}
    return HttpResponse(_template(PROJECTS).render(context, request))


GUIDANCE = """<!doctype html><html lang="pl"><head><title>{{ page.title }}</title></head><body>
<h1>{{ page.title }}</h1><p>{{ page.answer }}</p>{{ page.body }}</body></html>"""


def bare_guidance(request: HttpRequest, pk: int) -> HttpResponse:
    """One page as it is stored, by one query."""
    page = GuidancePage.objects.values("title", "answer", "body").get(pk=pk)
    page["body"] = str(page["body"].raw_data)
    return HttpResponse(_template(GUIDANCE).render({"page": page}, request))


@cache
def _template(text: str):
    return engines["django"].from_string(text)
