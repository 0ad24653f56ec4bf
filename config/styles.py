"""The style page: every shared component in every state, for designers, tests and screenshots."""

from datetime import timedelta

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

KINDS = [("question", _("Question")), ("fault", _("Fault")), ("incident", _("Incident"))]
GROUPED = [(_("Central"), [("a", "ePUAP"), ("b", "EZD RP")]), (_("Local"), [("c", "BIP")])]


class SampleForm(forms.Form):
    """One field of every kind."""

    subject = forms.CharField(label=_("Subject"), help_text=_("One sentence, as you would say it."))
    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = forms.CharField(
        label=_("Phone"), required=False, widget=forms.TextInput({"type": "tel"})
    )
    body = forms.CharField(
        label=_("What happened"),
        widget=forms.Textarea({"rows": 5}),
        help_text=_("No passwords and no personal data of residents."),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS, widget=forms.RadioSelect)
    queues = forms.MultipleChoiceField(
        label=_("Who should see it"),
        choices=KINDS,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    system = forms.ChoiceField(label=_("System"), choices=GROUPED)
    several = forms.MultipleChoiceField(label=_("Several"), choices=KINDS, required=False)
    count = forms.IntegerField(label=_("How many people"), min_value=1, required=False)
    on = forms.DateField(label=_("Since when"), widget=forms.DateInput({"type": "date"}))
    at = forms.SplitDateTimeField(label=_("Noticed at"), required=False)
    born = forms.DateField(label=_("Contract until"), widget=forms.SelectDateWidget, required=False)
    file = forms.FileField(label=_("File"), required=False, help_text=_("Up to 20 MB."))
    password = forms.CharField(
        label=_("Password"),
        required=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )
    is_urgent = forms.BooleanField(label=_("Somebody waits at the counter"), required=False)
    consent = forms.BooleanField(
        label=_("I have read it"), help_text=_("Needed so that we can answer.")
    )


def styles(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    context = {
        "form": SampleForm(prefix="clean"),
        "wrong_form": SampleForm({"wrong-subject": "", "wrong-email": "x"}, prefix="wrong"),
        "due_soon": now + timedelta(hours=1, minutes=41),
        "due_later": now + timedelta(days=2, hours=1),
        "overdue": now - timedelta(minutes=40),
        "in_nine_days": now + timedelta(days=9),
        "tones": ["ok", "info", "warn", "bad", "quiet"],
        "rows": [{"url": "#rows", "title": title, "note": note} for title, note in SAMPLE_ROWS],
        "crumbs": [("Standardy", "#"), ("Bezpieczeństwo informacji", "#"), ("BI-14", "")],
        "tabs": [("Treść", "#", True), ("Historia", "#", False), ("Powiązane", "#", False)],
    }
    return render(request, "styles.html", context)


SAMPLE_ROWS = [
    ("Zarządzanie bezpieczeństwem informacji", "Standard, wersja 2.1"),
    ("Jak przygotować urząd na pierwszy audyt", "Poradnik dla informatyków"),
]
