"""Addresses printed in the documents: a QR code for the phones in the room, never opened by the page."""

from __future__ import annotations

import io
from functools import lru_cache

import segno
import streamlit as st

from components.screen.markdown import plain

QUARTERS = 4
NEEDS_INTERNET = "nécessite Internet"


@lru_cache(maxsize=64)
def qr_svg(url: str) -> str:
    """The QR code of an address as SVG text, black on white with its quiet zone in both themes."""
    drawing = io.BytesIO()
    segno.make(url, error="m", micro=False).save(
        drawing, kind="svg", scale=4, border=4, dark="#000", light="#fff", xmldecl=False
    )
    return drawing.getvalue().decode("utf-8")


def show(links: tuple[tuple[str, str], ...], *, projection: bool = False) -> None:
    """One code a link, with its address written out for those who copy it.

    Projected, a code takes a quarter of the width of the window: it is read from the back of the room.
    """
    if not links:
        return
    for column, (label, url) in zip(st.columns(len(links)), links, strict=True):
        with column:
            code, alt = qr_svg(url), f"Code QR de l’adresse {url}"
            if projection:
                rest = QUARTERS - len(links)
                with st.columns([len(links), rest] if rest > 0 else 1)[0]:
                    st.image(code, width="stretch", alt=alt)
            else:
                st.image(code, width=180, alt=alt)
            st.markdown(f"**{plain(label)}**")
            st.caption(f"{plain(url)} ({NEEDS_INTERNET})")
