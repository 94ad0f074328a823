"""Every shared dataset, declared once; the order is that of the build and of the data dictionary."""

from __future__ import annotations

from data.catalogue import digital_scheme, digital_sector, documents, public_figures, training_and_jobs
from data.columns import Dataset

DATASETS: dict[str, Dataset] = {
    dataset.name: dataset
    for dataset in (
        *documents.DATASETS,
        *digital_sector.DATASETS,
        *training_and_jobs.DATASETS,
        *digital_scheme.DATASETS,
        *public_figures.DATASETS,
    )
}
