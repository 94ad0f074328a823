"""Everything about data, and no Streamlit: typed sources, shared datasets, indicators, imports, journal."""
