"""Every address: those without a language first, then the apps and Wagtail's tree under /pl/ and /en/."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.views.generic import RedirectView
from django.views.i18n import set_language
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from config import health
from config.styles import styles

to_sign_in = RedirectView.as_view(pattern_name="account_login", query_string=True)

urlpatterns = [
    path("", RedirectView.as_view(url="/pl/")),
    path("favicon.ico", RedirectView.as_view(url="/static/img/mark.svg"), name="favicon"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("language/", set_language, name="set_language"),
    # Wagtail's own sign-in gives a session by password alone; these shadow it.
    path("cms/login/", to_sign_in),
    path("cms/password_reset/", to_sign_in),
    path("cms/", include(wagtailadmin_urls)),
    path("", include("knowledge.root_urls")),
    path("", include("helpdesk.root_urls")),
    path("", include("projects_archive.root_urls")),
    path("", include("training.root_urls")),
    path("", include("foundation.watching.root_urls")),
    path("documents/", include(wagtaildocs_urls)),
]

urlpatterns += i18n_patterns(
    path("_util/login/", to_sign_in),
    path("account/", include("foundation.accounts.urls")),
    path("account/", include("allauth.urls")),
    path("mailing/", include("foundation.mailing.urls")),
    path("files/", include("foundation.files.urls")),
    path("styles/", styles, name="styles"),
    path("search/", include("foundation.search.urls")),
    path("account/searches/", include("foundation.watching.urls")),
    path("knowledge/", include("knowledge.urls")),
    path("helpdesk/", include("helpdesk.urls")),
    path("projects/", include("projects_archive.urls")),
    path("training/", include("training.urls")),
    path("", include("knowledge.site.urls")),
)

handler400 = "config.errors.bad_request"
handler403 = "config.errors.permission_denied"
handler404 = "config.errors.page_not_found"
handler500 = "config.errors.server_error"
