from django.utils.translation import get_language


def localised(name: str) -> property:
    """The value of `<name>_<language>` where it is filled, else the Polish one, else the English one."""

    def value(instance) -> str:
        return getattr(instance, f"{name}_{shown_language(instance, name)}")

    return property(
        value, doc=f"`{name}` in the reader's language, or in the other where it is missing."
    )


def shown_language(instance, name: str) -> str:
    """In which language `instance` says `name` to this reader: `pl` or `en`."""
    asked = (get_language() or "pl")[:2]
    order = (asked, "pl", "en") if asked in ("pl", "en") else ("pl", "en")
    return next((one for one in order if getattr(instance, f"{name}_{one}", "")), "pl")
