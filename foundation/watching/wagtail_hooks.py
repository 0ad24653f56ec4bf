from django.utils.translation import gettext as _
from wagtail import hooks

from foundation.mailing.kinds import MailKind
from foundation.watching import personal_data, telling
from foundation.watching.searching import watched_search

hooks.register("personal_data", personal_data.personal_data)
hooks.register("erase_person", personal_data.erase_person)
hooks.register("watched_lists", watched_search)


@hooks.register("mail_kinds")
def mail_kinds() -> list[MailKind]:
    return [MailKind(telling.NEWS, _("What is new in my saved searches"))]
