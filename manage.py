#!/usr/bin/env python
"""Run a management command; without DJANGO_SETTINGS_MODULE the development settings apply."""

import os
import sys
import traceback

from django.core.management import execute_from_command_line

STORED, NOT_TAKEN, TRY_AGAIN = 0, 65, 75  # of sysexits.h


def take_mail() -> None:
    """Run `receive_mail`: whatever hinders us from starting, the mail server keeps the message."""
    try:
        execute_from_command_line(sys.argv)
    except SystemExit as ended:
        sys.exit(ended.code if ended.code in (STORED, None, NOT_TAKEN) else TRY_AGAIN)
    except Exception:
        traceback.print_exc()
        sys.exit(TRY_AGAIN)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    if sys.argv[1:2] == ["receive_mail"]:
        take_mail()
    else:
        execute_from_command_line(sys.argv)
