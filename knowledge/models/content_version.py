from django.db import models


class ContentVersion(models.Model):
    """One row: the number that every publication raises, and by which kept pages are known."""

    number = models.PositiveBigIntegerField(default=1)

    class Meta:
        verbose_name = "content version"

    def __str__(self) -> str:
        return str(self.number)

    @classmethod
    def current(cls) -> int:
        return cls.objects.order_by("pk").values_list("number", flat=True).first() or 0
