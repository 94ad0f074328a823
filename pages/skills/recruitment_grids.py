"""« Compétences », recruitment in columns: occupation by basin, and survey beside survey."""

from __future__ import annotations

from functools import partial

import pandas as pd

from components.figures import comparing
from components.figures.blocks import Block, Figure, Gap, Table, View
from components.figures.palette import DOMAIN, TERRITORY
from components.figures.values import Row
from data.french.formats import listing
from data.indicators import recruitment, secrecy
from pages.skills import charts, clicks
from pages.skills import recruitment as bmo
from pages.skills import words as sentences


def by_basin(
    view: View, cells: pd.DataFrame, domains: pd.DataFrame, basins: pd.DataFrame
) -> Figure | Gap | None:
    """Occupation × basin for one year; by domain on a projector, unless a domain is chosen."""
    seen = bmo.survey(view, cells, basins)
    if seen.followed.empty:
        return bmo.without_occupation(view, cells, domains)
    if seen.here.empty:
        return None
    whole = recruitment.by_basin(seen.here, seen.year, seen.basins)
    by_domain = view.projection and view.domain_id is None
    rows = recruitment.by_domain_and_basin(seen.here, seen.year, seen.basins, domains) if by_domain else whole
    written = [secrecy.cell(row) for row in rows.to_dict(orient="records")]
    rows = rows.assign(
        name=rows["domain"] if by_domain else bmo.short_names(rows),
        column=rows["basin"],
        solid=rows["visible"],
        text=written,
        detail=written,
        colour=rows["basin"].map(_colours(cells)),
        territory=rows["basin"].map(_territories(cells)),
    )
    title = sentences.basins_title(seen.here, seen.year, seen.basins)
    return Figure(
        title=title,
        subtitle=f"Projets de recrutement par {'domaine' if by_domain else 'métier'} et par bassin d’emploi "
        f"de France Travail, {seen.place}, {seen.year}",
        chart=charts.grid(
            rows,
            {basin: recruitment.basin_name(basin) for basin in seen.basins},
            reach=recruitment.largest(cells, "domain_id" if by_domain else "fap_code", "basin"),
            # A column must hold « secret (1 à 4) » after its bar.
            bar_width=0.4,
            name_width=52 if by_domain else 40,
        ),
        alt="Tableau de barres par métier et bassin. "
        + " ".join(
            f"{row['name']}, {row['basin']}{sentences.COLON}{row['text']}."
            for row in rows.to_dict(orient="records")
        ),
        table=bmo.table_of(whole, seen.year, basin=True),
        # The title adds numbers up; the cells are as printed.
        evidence=bmo.sources(view, seen.here, seen.year),
        caution=f"« Secret »{sentences.COLON}nombre non publié, 1 à 4 projets (déduit). « Non cité »"
        f"{sentences.COLON}ce n’est pas zéro. {bmo.BASINS} {bmo.basins_caution(seen)}".strip(),
        explanation=bmo.READING,
        covers=seen.covers,
    )


def two_surveys(
    view: View, cells: pd.DataFrame, domains: pd.DataFrame, basins: pd.DataFrame
) -> Figure | None:
    """What each survey prints for an occupation: side by side, never one minus the other."""
    seen = bmo.survey(view, cells, basins)
    if seen.here.empty:
        return None
    years = recruitment.years(cells)
    rows = recruitment.by_occupation(seen.here, years)
    written = [secrecy.cell(row) for row in rows.to_dict(orient="records")]
    rows = rows.assign(
        name=bmo.short_names(rows),
        column=rows["year"].astype(str),
        solid=rows["visible"],
        text=written,
        detail=written,
        colour=rows["domain_id"].map(DOMAIN),
    )
    wide = rows.pivot(index="occupation", columns="column", values="text").reindex(
        list(dict.fromkeys(rows["occupation"]))
    )
    return Figure(
        title=f"Les enquêtes {listing([str(year) for year in years])}, métier par métier",
        subtitle=f"Projets de recrutement, {seen.place}",
        chart=charts.grid(
            rows,
            {str(year): str(year) for year in years},
            reach=recruitment.largest(seen.followed, "fap_code"),
            bar_width=0.3,
            name_width=sentences.SHORT_WIDTH,
        ),
        alt="Tableau de barres par métier et année. "
        + " ".join(
            f"{row['name']}, {row['year']}{sentences.COLON}{row['text']}."
            for row in rows.to_dict(orient="records")
        ),
        table=Table(wide.rename_axis(index="Métier", columns=None).reset_index(), missing="non cité"),
        evidence=tuple(item for year in years for item in bmo.sources(view, seen.here, year)),
        caution="Chaque année a ses propres nombres secrets"
        f"{sentences.COLON}l’écart entre deux années n’est pas une évolution.",
        explanation=bmo.READING,
        covers=seen.covers,
        rows=tuple(
            Row(
                row["name"],
                row["column"],
                row["visible"] if row["cells"] > row["secret"] else None,
                row["low"] if row["secret"] else None,
                row["high"] if row["secret"] else None,
                row["text"],
            )
            for row in rows.to_dict(orient="records")
        ),
    )


def surveys_compared(
    view: View, cells: pd.DataFrame, domains: pd.DataFrame, basins: pd.DataFrame
) -> Figure | Gap | None:
    """What each survey prints for an occupation in each territory."""
    years = listing([str(year) for year in recruitment.years(cells)])
    return comparing.compared(
        two_surveys,
        view,
        (cells, domains, basins),
        f"Enquêtes {years}, par métier et par territoire",
        "Projets de recrutement, une ligne par enquête, sur une même échelle",
    )


def _territories(cells: pd.DataFrame) -> dict[str, str]:
    """Basin -> its territory."""
    found = cells.drop_duplicates("basin")
    return dict(zip(found["basin"].astype(str), found["territory"].astype(str), strict=True))


def _colours(cells: pd.DataFrame) -> dict[str, str]:
    """Basin -> colour of its territory."""
    return {basin: TERRITORY[territory] for basin, territory in _territories(cells).items()}


BLOCKS = (
    Block(
        "competences-bmo-bassins",
        "Recrutement par bassin",
        by_basin,
        bmo.DATASETS,
        follows=(*bmo.FOLLOWS, bmo.YEAR.key),
        terms=bmo.TERMS,
        silent=True,
        draw=clicks.show,
        # Three territories in place of four basins.
        compared=partial(bmo.compared, bmo.by_occupation),
    ),
    bmo.HARD,
    Block(
        "competences-bmo-annees",
        "Les enquêtes, année par année",
        two_surveys,
        bmo.DATASETS,
        width="half",
        follows=bmo.FOLLOWS,
        terms=bmo.TERMS,
        silent=True,
        compared=surveys_compared,
    ),
)
