"""What leaves the room: documents built from the figures on screen, as bytes, without Streamlit."""
