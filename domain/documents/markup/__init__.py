"""Web pages, Markdown and plain text: markup is taken off; headings, tables and links are kept."""
