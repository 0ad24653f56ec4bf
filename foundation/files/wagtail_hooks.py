from wagtail import hooks

from foundation.files import integrity

hooks.register("integrity_checks", integrity.checks)
