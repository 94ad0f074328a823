"""One folder a page, with all that is only about that page."""
