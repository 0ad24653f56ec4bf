"""Courses in the Wagtail admin. Sessions are organised on pages of their own: seats depend on actions."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSet

from training.models import Course


class CourseViewSet(SnippetViewSet):
    model = Course
    icon = "calendar-alt"
    menu_label = _("Courses")
    menu_order = 250
    add_to_admin_menu = True
    list_display = ("title_pl", "kind", "audience", "level", "live")
    list_filter = ("kind", "audience", "level", "live")
    search_fields = ("title_pl", "title_en", "summary_pl", "summary_en")
    list_per_page = 50
