"""Forms about using what others have built."""

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import Organisation
from projects_archive.models import Enquiry, Reuse


class EnquiryForm(forms.ModelForm):
    class Meta:
        model = Enquiry
        fields = ["question"]
        help_texts = {
            "question": _(
                "E.g. what one needs to run it, what its upkeep costs, whether you may see it at work."
            )
        }
        widgets = {"question": forms.Textarea(attrs={"rows": 6})}


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=_("Answer"), max_length=5000, widget=forms.Textarea(attrs={"rows": 6})
    )


class ReuseForm(forms.ModelForm):
    """Said for one of the offices that the person looks after."""

    class Meta:
        model = Reuse
        fields = ["organisation", "since", "cost", "note"]
        labels = {"organisation": _("Office that uses it")}
        help_texts = {
            "cost": _(
                "Installing, training, adapting; without work of your own staff. May stay empty."
            ),
        }
        widgets = {"since": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        offices = Organisation.objects.coordinated_by(user).active()
        own = user.memberships.filter(state="active").values("organisation")
        # Administrators look after every office: they choose among their own.
        self.fields["organisation"].queryset = offices.filter(pk__in=own) | offices.filter(
            parent__in=own
        )
