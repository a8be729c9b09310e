"""Word's formats, RTF and OpenDocument."""
