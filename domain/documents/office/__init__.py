"""Word's two formats, RTF and OpenDocument."""
