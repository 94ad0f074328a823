"""The cards of « Préconisations » as they are drawn."""

import re

import pandas as pd

from components.documents import pictures
from pages.recommendations.charts import cards


def test_a_heading_of_two_lines_is_above_the_cards():
    long = "Optimiser et structurer l’offre d’accompagnement"
    rows = pd.DataFrame({"heading": ["Elargir", long], "text": ["Un texte"] * 2, "mark": [""] * 2})
    svg = pictures.chart_svg(cards(rows))[0]
    drawn = re.search(r"translate\([\d.]+,([-\d.]+)\)[^>]*><tspan>Optimiser.*?</tspan>(.*?)</text>", svg)
    last_line = float(drawn[1]) + sum(map(float, re.findall(r'dy="([\d.]+)"', drawn[2])))
    tops = [float(top) for top in re.findall(r'aria-roledescription="rect mark" d="M[\d.]+,([-\d.]+)', svg)]
    assert last_line + 5 < min(tops)
