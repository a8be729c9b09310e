"""PDF pages drawn by hand, operator by operator: what `tests.pdf_files` has no words for."""

from __future__ import annotations

from collections.abc import Sequence

from tests.pdf_files import A4_HEIGHT, A4_WIDTH, pdf_from_objects, pdf_stream

# A shading from dark blue at the foot of the page to light blue at its head.
_SHADING = (
    b"<< /ShadingType 2 /ColorSpace /DeviceRGB /Coords [0 0 0 842] /Extend [true true] "
    b"/Function << /FunctionType 2 /Domain [0 1] /C0 [0 0 0.3] /C1 [0.3 0.3 0.6] /N 1 >> >>"
)


def drawn_pdf(
    content: str,
    *,
    properties: str = "",
    catalogue: str = "",
    objects: Sequence[bytes] = (),
    forms: Sequence[str] = (),
    picture: tuple[int, int, bytes] = (1, 1, b"\x60"),
) -> bytes:
    """A page of these operators; `/F0` is Helvetica, `/Im0` a grey picture, `/Sh0` a shading, `/X0` … forms.

    Args:
        content: What is drawn, from the bottom left.
        properties: Of marked content, as `/MC0 8 0 R`.
        catalogue: More of the catalogue.
        objects: More objects; the first is number 8.
        forms: The content of forms; they are placed at a quarter of their size.
        picture: Width, height and grey values of the picture.
    """
    font = b"/Font << /F0 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"
    first = 8 + len(objects)
    called = b" ".join(b"/X%d %d 0 R" % (number, first + number) for number in range(len(forms)))
    return pdf_from_objects(
        [
            b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalogue.encode(),
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents 4 0 R /Resources 5 0 R >>"
            % (A4_WIDTH, A4_HEIGHT),
            pdf_stream(content.encode("latin-1")),
            b"<< %s /XObject << /Im0 6 0 R %s >> /Shading << /Sh0 7 0 R >> /Properties << %s >> >>"
            % (font, called, properties.encode()),
            pdf_stream(
                picture[2],
                b"/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray "
                b"/BitsPerComponent 8" % picture[:2],
            ),
            _SHADING,
            *objects,
            *(
                pdf_stream(
                    form.encode("latin-1"),
                    b"/Type /XObject /Subtype /Form /BBox [0 0 4000 4000] /Matrix [0.25 0 0 0.25 0 0] "
                    b"/Resources << %s >>" % font,
                )
                for form in forms
            ),
        ]
    )


def written(text: str, *, left: float = 50, low: float = 700, size: float = 12, more: str = "") -> str:
    """A text object; `more` stands before its letters, as `1 1 1 rg` or `3 Tr`."""
    return f"q BT /F0 {size} Tf {more} 1 0 0 1 {left} {low} Tm ({text}) Tj ET Q\n"


def filled(left: float, low: float, width: float, height: float, colour: str) -> str:
    """A rectangle in a colour, as `0.2 0.2 0.4`."""
    return f"q {colour} rg {left} {low} {width} {height} re f Q\n"


def pictured(left: float, low: float, width: float, height: float) -> str:
    """The grey picture over a rectangle."""
    return f"q {width} 0 0 {height} {left} {low} cm /Im0 Do Q\n"
