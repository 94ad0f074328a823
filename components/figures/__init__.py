"""What a page shows, as plain objects, and how it is drawn as charts: no Streamlit."""
