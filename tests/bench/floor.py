"""The floor: what one Altair bar chart and one choice cost on this machine, in this browser."""

import altair as alt
import pandas as pd
import streamlit as st

chosen = st.selectbox("Choix", ["a", "b"], key="choice")
frame = pd.DataFrame({"name": list("abcdefg"), "value": [7, 6, 5, 4, 3, 2, 1 if chosen == "a" else 2]})
st.altair_chart(alt.Chart(frame).mark_bar().encode(x="value:Q", y="name:N"))
