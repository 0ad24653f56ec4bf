"""Codes that a camera reads."""

from io import BytesIO

import segno

# Short texts would become Micro QR codes, which phones do not read: `make_qr` never makes one.


def qr_svg(text: str) -> str:
    """The QR code of a text as SVG, with its quiet zone, black on white whatever the theme."""
    file = BytesIO()
    segno.make_qr(text, error="m").save(
        file, kind="svg", xmldecl=False, border=4, dark="#000", light="#fff"
    )
    return file.getvalue().decode()


def qr_picture(text: str) -> str:
    """The same as a `data:` address for a picture."""
    return segno.make_qr(text, error="m").svg_data_uri(border=4, dark="#000", light="#fff", scale=4)
