"""Rules: when something happens, and if it is such a ticket, then do this; tried before kept."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from helpdesk.actions import rules as actions
from helpdesk.forms.rules import RuleForm
from helpdesk.models import Rule
from helpdesk.rules.dry_run import LOOKS_BACK, dry_run
from helpdesk.views.levels import refuse_others


@login_required
@require_GET
def rules(request: HttpRequest) -> HttpResponse:
    """All rules in their order, with how often each was applied in the last month."""
    refuse_others(request)
    lately = Q(runs__at__gt=timezone.now() - LOOKS_BACK)
    found = Rule.objects.for_list().annotate(applied=Count("runs", filter=lately))
    return render(request, "helpdesk/rules/list.html", {"rules": found})


@login_required
@require_http_methods(["GET", "POST"])
def rule(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """One rule, new or changed: first what it would have done, then the rule itself."""
    refuse_others(request)
    found = get_object_or_404(Rule.objects.for_list(), pk=pk) if pk else None
    form = RuleForm(request.POST or None, instance=found)
    context: dict[str, object] = {"form": form, "rule": found}
    if request.method == "POST" and form.is_valid():
        if form.was_seen:
            actions.save_rule(form.instance, by=request.user)
            messages.success(request, _("Saved. The rule counts for what happens from now on."))
            return redirect("helpdesk:rules")
        context |= {"dry_run": dry_run(form.instance, at=timezone.now()), "seen": form.print}
    return render(request, "helpdesk/rules/rule.html", context)


@login_required
@require_POST
def rule_delete(request: HttpRequest, pk: int) -> HttpResponse:
    refuse_others(request)
    actions.delete_rule(get_object_or_404(Rule, pk=pk), by=request.user)
    messages.success(request, _("Deleted. What the rule did stays in the history of tickets."))
    return redirect("helpdesk:rules")
