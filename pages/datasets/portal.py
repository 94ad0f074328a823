"""Part of « Données »: the chosen dataset, and all of them, as files to take away."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from components.documents.offered import TYPES
from components.figures.blocks import View
from components.screen.markdown import plain
from data import portal
from data.catalogue import DATASETS
from data.columns import Dataset
from data.french.typography import french
from pages.datasets import catalogue


def show(view: View, store: Any) -> None:
    """Buttons that make a file when they are clicked: nothing is written before."""
    names = {dataset.title: dataset for dataset in DATASETS.values()}
    dataset = names.get(str(view.choices.get(catalogue.CHOICE.key)), next(iter(DATASETS.values())))
    st.markdown(f"### Emporter {plain('« ' + dataset.title + ' »')}")
    with st.container(horizontal=True):
        _button("CSV (Excel)", partial(_csv, dataset, store), f"{dataset.name}.csv", "text/csv", "csv")
        _button(
            "Excel, avec ses sources",
            partial(_xlsx, dataset, store),
            f"{dataset.name}.xlsx",
            TYPES["xlsx"],
            "xlsx",
        )
        _button("Parquet", partial(_parquet, dataset, store), f"{dataset.name}.parquet",
                "application/vnd.apache.parquet", "parquet")  # fmt: skip
        _button(
            "Tous les jeux (datapackage)", partial(_package, store), portal.PACKAGE, "application/zip", "zip"
        )
    st.caption(
        plain(
            french(
                "Le fichier de tous les jeux suit Frictionless Data : un CSV par jeu et un datapackage.json, "
                "que les portails de données savent lire. Chaque document garde sa licence."
            )
        )
    )


def _button(label: str, make: Any, file: str, mime: str, key: str) -> None:
    st.download_button(
        plain(label), data=make, file_name=file, mime=mime, key=f"emporter-{key}", icon=":material/download:",
        on_click="ignore",
    )  # fmt: skip


def _csv(dataset: Dataset, store: Any) -> bytes:
    return portal.french_csv(dataset, store.load(f"{dataset.name}?"))


def _xlsx(dataset: Dataset, store: Any) -> bytes:
    return portal.workbook(dataset, store.load(f"{dataset.name}?"), store.load("sources?"))


def _parquet(dataset: Dataset, store: Any) -> bytes:
    return portal.parquet(dataset, store.load(f"{dataset.name}?"))


def _package(store: Any) -> bytes:
    return portal.package({name: store.load(f"{name}?") for name in DATASETS})
