from django.utils.translation import get_language


def localised(name: str) -> property:
    """The value of `<name>_<language>` where it is filled, else the Polish one."""

    def value(instance) -> str:
        language = (get_language() or "pl")[:2]
        return getattr(instance, f"{name}_{language}", "") or getattr(instance, f"{name}_pl")

    return property(value, doc=f"`{name}` in the reader's language, Polish where it is missing.")
