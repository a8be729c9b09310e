"""PDF: letters, shapes, form fields and links of each page; pages without text go to `pictures`."""
