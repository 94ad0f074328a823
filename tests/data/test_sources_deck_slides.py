"""The sentences, slides and agenda typed from the meeting deck: all, in order, with what is missing."""

from __future__ import annotations

import tomllib

import pandas as pd
import pytest

from data.build import SOURCES
from tests.data.deck import DECK_SOURCES, figure, typed

# --- Sentences


def test_three_axes_hold_nine_tracks_and_the_study_recommends_six_things() -> None:
    statements = typed("statements")
    tracks = statements[
        (statements["theme"] == "survey-recommendations") & (statements["kind"] == "recommendation")
    ]
    assert tracks["parent"].value_counts(sort=False).to_dict() == {
        "Elargir l’horizon numérique": 3,
        "Optimiser et structurer l’offre d’accompagnement": 3,
        "Tirer parti de l’écosystème local": 3,
    }
    assert figure("recommendation-axes")["value_low"] == tracks["parent"].nunique()
    assert figure("recommendation-tracks")["value_low"] == len(tracks)
    assert (statements["theme"] == "study-recommendations").sum() == 6


def test_the_cybersecurity_chain_keeps_the_order_of_the_slide() -> None:
    statements = typed("statements").set_index("statement_id")["text"]
    assert [statements[f"cyber-chain-{step}"] for step in range(1, 7)] == [
        "Augmentation des cyber-attaques",
        "Exigences accrues des commissaires aux comptes et assurances",
        "Les entreprises se prémunissent",
        "Sensibilisation insuffisante des dirigeants",
        "Absence de prévention et manque d’expertise",
        "Faible implication dans l’analyse des risques",
    ]


def test_only_the_first_slide_of_the_testimony_is_signed() -> None:
    statements = typed("statements")
    testimony = statements[statements["organisation"] == "Open IT"]
    by_slide = testimony.groupby("locator", sort=False)["certainty"].unique().map(list).to_dict()
    assert by_slide == {
        "Témoignage Open It – Vision du numérique": ["read"],
        "Témoignage – Les métiers émergents": ["inferred"],
        "La réalité de métiers particuliers": ["inferred"],
        "Besoins identifiés dans nos entreprises": ["inferred"],
    }


def test_each_theme_has_all_its_sentences() -> None:
    assert typed("statements")["theme"].value_counts(sort=False).to_dict() == {
        "opening": 13,
        "maturity": 2,
        "interviews": 12,
        "survey-recommendations": 10,
        "digital-firms": 10,
        "training-offer": 4,
        "training-practice": 4,
        "training-stakes": 4,
        "cybersecurity": 8,
        "connected-territories": 3,
        "solidarity-economy": 8,
        "study-recommendations": 6,
        "skills-needs": 4,
        "testimonies": 23,
        "training-bodies": 13,
        "schema-stakes": 7,
        "infrastructure": 4,
        "schema": 73,
    }


def test_sentences_of_a_pillar_are_those_of_its_row() -> None:
    statements = typed("statements").set_index("statement_id")["text"]
    pillars = list(typed("schema_pillars").itertuples())
    assert len(pillars) == 5
    for pillar in pillars:

        def texts(part: str, pillar_id: str = str(pillar.pillar_id)) -> list[str]:
            return statements[statements.index.str.match(rf"{pillar_id}-{part}-\d")].tolist()

        assert statements[f"pillar-aim-{pillar.position}"] == pillar.aim
        assert texts("context") == [pillar.context]
        assert texts("needs") == pillar.needs
        assert " ".join(texts("objectives")).replace(".", "") == pillar.objectives.replace(".", "")


def test_the_slides_of_a_pillar_show_as_many_actions_as_the_planning() -> None:
    statements = typed("statements")
    shown = (
        statements[statements["statement_id"].str.contains("-actions-")].groupby("parent", sort=False).size()
    )
    planned = typed("schema_actions").groupby("pillar_id", sort=False).size()
    assert shown.tolist() == planned.tolist() == [6, 5, 6, 2, 4]


def test_four_addresses_are_printed() -> None:
    assert typed("links")["url"].tolist() == [
        "https://sidefop.agefma.mq/",
        "https://view.genially.com/67aa58ce0ca446179f44b44c",
        "https://www.youtube.com/watch?v=ABMLIve66ds",
        "https://www.youtube.com/watch?v=lEFJ5FOufz0&list=PLSkW-cgaAuStoxavNEg7gCLn5GFTMIhl8&index=3",
    ]


# --- The meeting and its slides


def test_eight_headings_of_the_agenda_are_read_and_the_others_rebuilt() -> None:
    agenda = typed("agenda")
    assert agenda["position"].tolist() == list(range(1, 15))
    assert agenda["certainty"].tolist() == ["inferred"] * 6 + ["read"] * 8
    assert agenda.loc[agenda["certainty"] == "inferred", "note"].str.contains("reconstitué").all()
    minutes = agenda.dropna(subset="minutes").set_index("item_id")["minutes"].to_dict()
    assert minutes == {"akto": 15, "france-travail": 15, "temoignages": 30, "carte-des-formations": 15}
    speakers = agenda.set_index("item_id")["speaker"]
    assert speakers["etat-des-lieux-du-secteur"] == "Mme Line-Rose Symphor (CCIM)"
    assert speakers["france-travail"] == "Mme Dalila Dib (France Travail)"


@pytest.mark.parametrize(
    ("title", "part", "holder"),
    [
        ("NUMÉRIQUE ET DÉVELOPPEMENT DE L’ENTREPRISE – FREINS ET CHANTIERS", "freins", "CCIM"),
        ("NUMÉRIQUE ET DÉVELOPPEMENT DE L’ENTREPRISE – FREINS ET CHANTIERS", "chantiers", "CCIM"),
        ("LE NUMERIQUE DANS LA STMT", None, "France Travail"),
        ("LES DE FORMÉS DANS LE NUMERIQUE", None, "France Travail"),
        ("LE SECTEUR DU NUMERIQUE DANS : BMO, DPAE et INTERIM", None, "France Travail"),
        ("SECTEURS ET METIERS EN TENSION DANS LE NUMERIQUE", None, "France Travail"),
        ("Besoins en compétences – AKTO", "contenu de l’intervention", "AKTO"),
        ("Planning global des actions", "calendrier 2024-2027", "CTM"),
        ("SIDEFOP (adresse imprimée)", "carte de l’offre", "AGEFMA"),
        ("Les principales préconisations du CEP (1)", None, "CEP"),
        ("Les principales préconisations du CEP (2)", None, "CEP"),
    ],
)
def test_what_is_only_a_picture_is_a_row_with_its_holder(title: str, part: str | None, holder: str) -> None:
    slides = typed("slides")
    rows = slides[slides["title"] == title]
    row = rows[rows["part"].isna() if part is None else rows["part"] == part].iloc[0]
    assert row["state"] == "picture-only"
    assert row["holder"] == holder
    assert row["datasets"] is None


def test_every_missing_content_has_a_holder_and_no_dataset() -> None:
    slides = typed("slides")
    missing = slides[slides["state"] == "picture-only"]
    assert len(missing) == 22
    assert missing["holder"].notna().all()
    assert missing["datasets"].isna().all()
    assert slides.loc[slides["state"] != "picture-only", "holder"].isna().all()


def test_slides_are_in_order_and_a_title_is_one_slide() -> None:
    slides = typed("slides")
    assert slides["position"].drop_duplicates().tolist() == list(range(1, 87))
    assert slides["position"].is_monotonic_increasing
    assert (slides.groupby("title")["position"].nunique() == 1).all()
    assert (slides["locator"] == slides["title"]).all()


def test_every_dataset_named_by_a_slide_holds_a_row_of_that_slide() -> None:
    slides = typed("slides").dropna(subset="datasets")
    assert slides["datasets"].map(len).min() > 0
    for title, datasets in zip(slides["title"], slides["datasets"], strict=True):
        for name in datasets:
            assert title in set(typed(name)["locator"]), f"{name} : {title}"


def test_every_row_typed_from_the_deck_is_named_by_its_slide() -> None:
    slides = typed("slides").dropna(subset="datasets")
    named = {
        (title, name)
        for title, datasets in zip(slides["title"], slides["datasets"], strict=True)
        for name in datasets
    }
    sources = typed("slides").groupby("title")["source_id"].unique().map(set).to_dict()
    assert named
    for name in {name for _, name in named}:
        assert len(typed(name)) > 0
        for row in typed(name).itertuples():
            assert (row.locator, name) in named, f"{name} : {row.locator}"
            assert row.source_id in sources[row.locator] | {"support-cep"}, f"{name} : {row.locator}"


def test_an_intervention_announced_without_content_is_said() -> None:
    slides = typed("slides")
    slides = slides[slides["title"].str.startswith("L’évolution de la carte des formations")]
    assert slides["state"].tolist() == ["divider", "picture-only"]
    assert slides["holder"].tolist()[1] == "CTM"


def test_texts_and_data_slides_went_somewhere() -> None:
    slides = typed("slides")
    read = slides[slides["state"].isin(["data", "text"])]
    assert read["datasets"].notna().all()
    assert read["page"].notna().all()


# --- What no document develops


def test_acronyms_that_the_source_does_not_develop_stay_undeveloped() -> None:
    glossary = typed("glossary").set_index("term")
    for term in ("CCT", "MIE", "CEP"):
        assert pd.isna(glossary.loc[term, "definition"])
        assert glossary.loc[term, "note"] == "non développé par la source"
    others = glossary.drop(["CCT", "MIE", "CEP"])
    assert others["definition"].notna().all()
    assert (others["note"] == "définition hors document").all()


def test_what_the_host_decides_is_empty_until_decided() -> None:
    settings = tomllib.loads((SOURCES / "settings.toml").read_text(encoding="utf-8"))
    assert settings["meeting"]["date"] == settings["meeting"]["place"] == ""
    assert settings["host"]["cep_expansion"] == ""
    assert settings["host"]["partner_logos"] == []


def test_deck_documents_have_no_invented_address_licence_or_reading_date() -> None:
    documents = typed("sources").set_index("source_id")
    deck = documents.loc[sorted(DECK_SOURCES)]
    assert deck[["url", "licence", "accessed_on"]].isna().all(axis=None)
    assert deck["publisher"].dropna().to_dict() == {
        "ccim-filiere-2025": "CCIM",
        "ccim-maturite-2024": "CCIM",
        "oref-formation": "OREF",
        "open-it": "Open IT",
        "schema-numerique-2024": "CTM",
    }
