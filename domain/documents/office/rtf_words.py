"""The control words of the Rich Text Format that the reader knows, after the specification 1.9.1."""

from __future__ import annotations

from domain.documents.characters import names_in
from domain.documents.models import BlockKind

# Groups whose text is none of the page's.
SKIPPED = names_in(
    "fonttbl colortbl stylesheet info pict themedata colorschememapping datastore latentstyles listtable "
    "listoverridetable rsidtbl generator filetbl revtbl listtext pntext pntxta pntxtb pn sp shprslt object "
    "objdata annotation atnid atnauthor atrfstart atrfend bkmkstart bkmkend xe tc ftnsep ftnsepc aftnsep "
    "aftnsepc fldinst xmlnstbl wgrffmtfilter mmathPr nonshppict background template"
)
# Marked as destinations that a reader may ignore, and yet with text in them.
OPENED = frozenset({"shpinst", "shptxt", "fldinst"})
KINDS = {
    "shptxt": BlockKind.TEXT_BOX,
    **dict.fromkeys(("header", "headerl", "headerr", "headerf"), BlockKind.HEADER),
    **dict.fromkeys(("footer", "footerl", "footerr", "footerf"), BlockKind.FOOTER),
}
CHARACTERS = {
    "tab": "\t",
    "emdash": "—",
    "endash": "–",
    "emspace": "\u2003",
    "enspace": "\u2002",
    "qmspace": " ",
    "bullet": "•",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "nestcell": "\t",
}
SYMBOLS = {"~": "\xa0", "_": "-", "{": "{", "}": "}", "\\": "\\"}
ENCODINGS_BY_CHARSET = {
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    134: "gb18030",
    136: "cp950",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
}
