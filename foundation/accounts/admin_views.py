"""Screens of the Wagtail admin for offices and the rights between them; for administrators."""

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import UserViewSet

from foundation.accounts.models import MailDomain, Mandate, Membership, Organisation, User


class OrganisationFilter(BaseFilterForm):
    q = forms.CharField(label=_("Name or place"), required=False)

    def filter(self, objects: QuerySet) -> QuerySet:
        self.is_searching = bool(self.cleaned_data.get("q"))
        return objects.search(self.cleaned_data["q"]) if self.is_searching else objects


class PersonFilter(BaseFilterForm):
    q = forms.CharField(label=_("Name or e-mail"), required=False)

    def filter(self, objects: QuerySet) -> QuerySet:
        text = self.cleaned_data.get("q")
        self.is_searching = bool(text)
        found = Q(name__icontains=text) | Q(email__icontains=text)
        return objects.filter(found) if text else objects


class OrganisationChooseView(ChooseView):
    filter_form_class = OrganisationFilter


class OrganisationResultsView(ChooseResultsView):
    filter_form_class = OrganisationFilter


class PersonChooseView(ChooseView):
    filter_form_class = PersonFilter


class PersonResultsView(ChooseResultsView):
    filter_form_class = PersonFilter


organisation_chooser = ChooserViewSet(
    "organisation_chooser",
    model=Organisation,
    choose_view_class=OrganisationChooseView,
    choose_results_view_class=OrganisationResultsView,
    icon="group",
    choose_one_text=_("Choose an organisation"),
    choose_another_text=_("Choose another organisation"),
    per_page=20,
)

person_chooser = ChooserViewSet(
    "person_chooser",
    model=User,
    choose_view_class=PersonChooseView,
    choose_results_view_class=PersonResultsView,
    icon="user",
    choose_one_text=_("Choose a person"),
    choose_another_text=_("Choose another person"),
    per_page=20,
)


class AccountsViewSet(ModelViewSet):
    """What all these lists share; rows are linked from everywhere, so nothing is copied."""

    copy_view_enabled = False
    add_to_admin_menu = False
    list_per_page = 50


class OrganisationViewSet(AccountsViewSet):
    model = Organisation
    icon = "group"
    form_fields = [
        "name", "kind", "location", "parent", "official_email", "nip", "regon", "rspo", "is_active",
    ]  # fmt: skip
    list_display = ["name", "kind", "location", "official_email", "is_active"]
    list_filter = ["kind", "is_active"]
    search_fields = ["search_key", "name"]


class MailDomainViewSet(AccountsViewSet):
    model = MailDomain
    icon = "mail"
    form_fields = ["organisation", "domain", "verified_at"]
    list_display = ["domain", "organisation", "verified_at"]
    search_fields = ["domain"]


class MembershipViewSet(AccountsViewSet):
    """Entered by the support point; the usual ways in are on the office's own page."""

    model = Membership
    icon = "user"
    form_fields = ["user", "organisation", "state", "is_coordinator", "origin", "position"]
    list_display = ["user", "organisation", "state", "is_coordinator"]
    list_filter = ["state", "is_coordinator"]
    search_fields = ["user__name", "user__email", "organisation__name"]


class MandateViewSet(AccountsViewSet):
    model = Mandate
    icon = "link"
    form_fields = ["serving", "served", "legal_basis", "scope", "valid_from", "valid_to"]
    list_display = ["serving", "served", "scope", "valid_from", "valid_to"]
    list_filter = ["scope"]
    search_fields = ["serving__name", "served__name", "legal_basis"]


class AccountsGroup(ModelViewSetGroup):
    menu_label = _("Organisations and people")
    menu_icon = "group"
    menu_order = 500
    items = (OrganisationViewSet, MailDomainViewSet, MembershipViewSet, MandateViewSet)


class PersonCreationForm(UserCreationForm):
    """People have one name here, and set their password themselves by mail."""

    first_name = last_name = None

    class Meta(UserCreationForm.Meta):
        fields = ["email", "name", "language", "is_superuser", "groups"]


class PersonEditForm(UserEditForm):
    first_name = last_name = None

    class Meta(UserEditForm.Meta):
        fields = ["email", "name", "language", "is_active", "is_superuser", "groups"]


class PersonViewSet(UserViewSet):
    """Wagtail's screen of users, for people with one name; `config` puts it in its place."""

    ordering = ["name", "email"]

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        return PersonEditForm if for_update else PersonCreationForm
