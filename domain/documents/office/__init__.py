"""Word's two formats, RTF and OpenDocument, and the guard over zips that all packages are read through."""
