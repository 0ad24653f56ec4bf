"""Every sweep and every scheduled job of the product."""

from config.due_work import Daily, Sweep

SWEEPS: tuple[Sweep, ...] = ()

SCHEDULE: tuple[Daily, ...] = ()
