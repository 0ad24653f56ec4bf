"""What supervisors fill in about a rule; the action checks again."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from foundation.accounts.models import Organisation, User
from foundation.accounts.roles import Role
from helpdesk.forms.levels import SeenForm
from helpdesk.models import Channel, Kind, Priority, Queue, Rule
from knowledge.models import System

CONDITIONS = ("kind", "queue", "system", "organisation_kind", "channel", "priority", "words")
EFFECTS = ("set_priority", "move_to", "assign_to", "notify", "note")


class RuleForm(SeenForm):
    class Meta:
        model = Rule
        fields = ("name", "position", "is_active", "trigger", *CONDITIONS, *EFFECTS)
        widgets = {"note": forms.Textarea({"rows": 3})}
        help_texts = {"words": _("Several words with commas between; one is enough.")}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name, label, choices in (
            ("kind", _("all kinds"), Kind),
            ("organisation_kind", _("all kinds of offices"), Organisation.Kind),
            ("channel", pgettext_lazy("channels", "all"), Channel),
            ("priority", _("all priorities"), Priority),
            ("set_priority", _("leave as it is"), Priority),
        ):
            self.fields[name].choices = [("", label), *choices.choices]
        self.fields["queue"].empty_label = _("all queues")
        self.fields["system"].queryset = System.objects.all()
        self.fields["system"].empty_label = _("all systems")
        self.fields["move_to"].queryset = Queue.objects.active()
        self.fields["move_to"].empty_label = _("leave as it is")
        staff = User.objects.active().filter(groups__name__in=[Role.AGENT, Role.SUPERVISOR])
        self.fields["assign_to"].queryset = staff.distinct().order_by("name")
        self.fields["assign_to"].empty_label = _("leave as it is")

    @property
    def conditions(self) -> list[forms.BoundField]:
        return [self[name] for name in CONDITIONS]

    @property
    def effects(self) -> list[forms.BoundField]:
        return [self[name] for name in EFFECTS]
