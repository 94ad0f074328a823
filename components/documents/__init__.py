"""What leaves the room: gather the blocks of a page, then one writer a format. No Streamlit."""
