"""PDF documents by typst: tagged, PDF/UA-1, from a template of ours and data that is only ever shown.

Nothing from outside is part of a template's code: it reads one JSON value, whose strings typst shows as
text. The root is the folder of the template, and no packages are known, so that neither a name nor a
title can read a file or ask the network.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import typst
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def typeset(template: Path, data: Mapping[str, object], *, made_at: datetime) -> bytes:
    """The PDF that `template` makes of `data`; the same data and moment give the same bytes.

    Raises ValidationError where typst does not take them.
    """
    try:
        return typst.compile(
            str(template),
            root=str(template.parent),
            package_path=str(template.parent),
            package_cache_path=str(template.parent),
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
            format="pdf",
            pdf_standards=["ua-1"],
            timestamp=made_at.replace(microsecond=0),
        )
    except typst.TypstError as error:
        raise ValidationError(_("The PDF could not be made: %s") % error) from error
