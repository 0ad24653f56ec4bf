from collections.abc import Sequence

from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge.models.audience import Audience
from knowledge.models.localised import localised

FOR_HEADS = _("What it costs, what is at risk, what to decide.")
FOR_IT = _("How to set it up and how to test it.")
FOR_STAFF = _("What to do at one's own desk.")


class Readings(models.Model):
    """What helps to meet a requirement: the same duty in the words of each role, and its background."""

    evidence_pl = models.TextField(_("evidence expected (Polish)"), blank=True)
    evidence_en = models.TextField(_("evidence expected (English)"), blank=True)
    heads_pl = models.TextField(_("for heads (Polish)"), blank=True, help_text=FOR_HEADS)
    heads_en = models.TextField(_("for heads (English)"), blank=True, help_text=FOR_HEADS)
    it_pl = models.TextField(_("for IT staff (Polish)"), blank=True, help_text=FOR_IT)
    it_en = models.TextField(_("for IT staff (English)"), blank=True, help_text=FOR_IT)
    staff_pl = models.TextField(_("for officials (Polish)"), blank=True, help_text=FOR_STAFF)
    staff_en = models.TextField(_("for officials (English)"), blank=True, help_text=FOR_STAFF)
    background_pl = models.TextField(_("background (Polish)"), blank=True)
    background_en = models.TextField(_("background (English)"), blank=True)
    change_note_pl = models.TextField(_("why it changed (Polish)"), blank=True)
    change_note_en = models.TextField(_("why it changed (English)"), blank=True)

    class Meta:
        abstract = True

    evidence = localised("evidence")
    heads = localised("heads")
    it = localised("it")
    staff = localised("staff")
    background = localised("background")
    change_note = localised("change_note")

    def reading(self, audience: str) -> str:
        """What the requirement means for one role; `audience` is a value of `Audience`."""
        return getattr(self, Audience(audience).value)

    @property
    def audiences(self) -> Sequence[Audience]:
        """The roles in whose words it is written."""
        return [one for one in Audience if self.reading(one)]
