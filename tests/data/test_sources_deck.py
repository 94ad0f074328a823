"""The figures typed from the meeting deck are those that it prints, with the doubts that it leaves."""

from __future__ import annotations

import pandas as pd

from data.build import SOURCES, read_source
from tests.data.deck import figure, typed

SOFTWARE_SLIDE = "EQUIPEMENTS – PARC APPLICATIF"


def answers(question: str, segment_kind: str = "all") -> pd.DataFrame:
    rows = typed("survey_answers")
    return rows[(rows["question_id"] == question) & (rows["segment_kind"] == segment_kind)]


def percents(rows: pd.DataFrame) -> list[int]:
    return [round(share * 100) for share in rows["share"]]


def segments(item: str) -> dict[str, int]:
    rows = typed("survey_answers")
    rows = rows[(rows["item"] == item) & (rows["segment_kind"] != "all")]
    return dict(zip(rows["segment"], percents(rows), strict=True))


# --- The sector


def test_seven_subsectors_add_up_to_the_printed_totals() -> None:
    rows = typed("sector_establishments").set_index("subsector_id")
    assert rows["establishments"].to_dict() == {
        "programmation-conseil": 896,
        "telecommunications": 198,
        "traitement-donnees": 169,
        "reparation": 140,
        "vente-tic": 62,
        "edition-logiciels": 39,
        "fabrication-tic": 18,
    }
    assert rows["employees"].tolist() == [497, 974, 111, 121, 85, 9, 17]
    assert rows["establishments"].sum() == figure("establishments-total")["value_low"] == 1522
    assert rows["employees"].sum() == figure("employees-total")["value_low"] == 1814


def test_the_asterisk_without_footnote_and_the_jobs_without_year_are_said() -> None:
    assert "astérisque" in figure("establishments-total")["note"]
    assert pd.isna(figure("employees-total")["year"])
    assert "non précisée" in figure("employees-total")["note"]


def test_subsectors_have_the_domain_of_the_crosswalk() -> None:
    domains = read_source("domains", SOURCES)
    expected = {
        subsector: domain
        for domain, subsectors in zip(domains["domain_id"], domains["subsector_ids"], strict=True)
        for subsector in subsectors or []
    }
    rows = typed("sector_establishments")
    found = rows.dropna(subset="domain_id").set_index("subsector_id")["domain_id"].to_dict()
    assert found == expected


# --- The survey of enterprises


def test_nine_kinds_of_equipment_are_equipped_and_planned_in_two_editions() -> None:
    wide = answers("equipment").pivot(index="item", columns=["status", "edition"], values="share") * 100
    wide = wide.round().astype(int)
    columns = [("equipped", 2024), ("equipped", 2020), ("planned", 2024), ("planned", 2020)]
    assert {item: [int(row[column]) for column in columns] for item, row in wide.iterrows()} == {
        "Téléphone fixe": [35, 46, 5, 6],
        "Téléphone mobile classique sans connexion à Internet": [9, 11, 2, 3],
        "Smartphone ou téléphone avec connexion à Internet": [71, 61, 5, 7],
        "Ordinateur fixe": [33, 38, 7, 6],
        "Ordinateur portable": [63, 57, 10, 9],
        "Tablette": [30, 23, 11, 7],
        "Terminal de paiement pour encaissement par CB": [49, 43, 8, 9],
        "Caisse connectée / caisse intelligente": [12, 11, 7, 6],
        "Scanner de code-barres": [2, 10, 5, 3],
    }


def test_the_break_of_barcode_scanners_is_said_to_be_unexplained() -> None:
    rows = answers("equipment")
    scanner = rows[(rows["item"] == "Scanner de code-barres") & (rows["status"] == "equipped")]
    assert scanner["note"].str.contains("rupture inexpliquée dans la source").all()


def test_six_kinds_of_software_have_their_2020_value() -> None:
    rows = answers("software")
    wide = (rows.pivot(index="item", columns="edition", values="share") * 100).round().astype(int)
    assert {item: (int(row[2024]), int(row[2020])) for item, row in wide.iterrows()} == {
        "CRM (fichier client)": (41, 43),
        "Paie": (12, 18),
        "Comptabilité": (76, 61),
        "Facturation": (69, 59),
        "Travail collaboratif": (32, 22),
        "Gestion de stock": (31, 28),
    }


def test_twenty_segment_figures_are_attributed_and_only_one_is_read() -> None:
    assert segments("CRM (fichier client)") == {"Tourisme": 26, "0 salarié": 24, "PME": 69}
    assert segments("Paie") == {"Construction / Transports": 8, "0 salarié": 4, "PME": 50}
    assert segments("Comptabilité") == {"Commerce de détail": 61, "0 salarié": 60, "PME": 100}
    assert segments("Facturation") == {"Agro-transformation": 51, "0 salarié": 53, "PME": 98}
    assert segments("Travail collaboratif") == {
        "Agro-transformation": 14,
        "0 salarié": 23,
        "PME": 64,
        "Information, Communication, Assurance, Finance, Immobilier": 46,
    }
    assert segments("Gestion de stock") == {
        "Services aux entreprises": 18,
        "0 salarié": 14,
        "PME": 49,
        "Commerce de détail": 50,
    }
    rows = typed("survey_answers")
    rows = rows[rows["segment_kind"] != "all"]
    assert len(rows) == 20
    assert (rows["segment_kind"] == "size").sum() == 12
    read = rows[rows["certainty"] == "read"]
    assert read[["item", "segment"]].to_numpy().tolist() == [["CRM (fichier client)", "PME"]]
    inferred = rows[rows["certainty"] == "inferred"]
    assert (inferred["note"] == "Attribution déduite, à confirmer auprès de la CCIM").all()


def test_two_segment_figures_are_attributed_to_no_software() -> None:
    slides = typed("slides").set_index("title")
    note = _squeezed(slides.loc[SOFTWARE_SLIDE, "note"])
    assert "«86%Servicesauxentreprises»" in note
    assert "«44%Industrie»" in note
    rows = typed("survey_answers")
    assert not (rows["segment"] == "Industrie").any()
    assert 86 not in percents(rows[rows["question_id"] == "software"])


def _squeezed(text: str) -> str:
    return "".join(text.split())


def test_payroll_software_comes_with_outsourced_payroll() -> None:
    rows = answers("payroll-outsourced")
    assert dict(zip(rows["edition"], percents(rows), strict=True)) == {2024: 48, 2020: 39}
    payroll = answers("software").query("item == 'Paie'")
    assert payroll["note"].str.contains("48").all()
    assert payroll["note"].str.contains("39").all()


def test_five_lines_of_online_presence_and_one_uncertain_value() -> None:
    rows = answers("online-presence")
    assert percents(rows[rows["edition"] == 2024]) == [39, 17, 57, 11, 31]
    assert percents(rows[rows["edition"] == 2020]) == [31, 9, 37, 8, 36]
    uncertain = rows[rows["certainty"] != "read"]
    assert uncertain[["item", "edition", "certainty"]].to_numpy().tolist() == [["Site Web", 2020, "inferred"]]
    assert "légende" in uncertain["note"].iloc[0]


def test_one_in_five_says_that_the_crisis_accelerated_and_the_typo_is_kept() -> None:
    rows = answers("covid-acceleration")
    assert dict(zip(rows["status"], percents(rows), strict=True)) == {"yes": 20, "no": 80}
    assert rows["question"].str.contains("COVID-10").all()
    assert rows["note"].str.contains("tel qu’imprimé").all()


def test_each_question_keeps_its_own_base_and_says_when_that_of_2020_is_not_printed() -> None:
    rows = typed("survey_answers")
    bases = rows.groupby("question_id")["base_share"].unique().map(list).to_dict()
    assert bases == {
        "equipment": [1.0],
        "software": [0.74],
        "payroll-outsourced": [0.74],
        "online-presence": [0.81],
        "covid-acceleration": [1.0],
    }
    assert rows.loc[rows["edition"] == 2020, "note"].str.contains("Base 2020 non imprimée").all()
    assert not rows.loc[rows["edition"] == 2024, "note"].str.contains("Base 2020", na=False).any()
    assert (rows["sample_size"] == 500).all()
    bases = [figure(f"base-{name}")["value_low"] for name in ("computerised", "internet", "online")]
    assert bases == [0.74, 0.81, 0.58]


def test_the_chart_with_eight_values_for_ten_slots_is_attributed_to_nothing() -> None:
    slides = typed("slides")
    row = slides[slides["part"] == "accompagnement de la présence sur Internet"].iloc[0]
    assert row["state"] == "picture-only"
    assert row["holder"] == "CCIM"
    for value in ("0,59", "0,22", "0,29", "0,41", "0,14", "0,15", "0,17", "0,48"):
        assert value in row["note"]
    items = set(typed("survey_answers")["item"])
    assert not items & {"Aucune de ces actions", "Référencement sur les réseaux sociaux"}


# --- Digital firms and training


def test_the_profile_of_digital_firms_has_an_unknown_n_and_no_figure_for_the_sud() -> None:
    figures = typed("key_figures")
    rows = figures[figures["theme"] == "digital-firms"].set_index("figure_id")
    assert rows["value_low"].to_dict() == {
        "esn-very-small": 0.475,
        "esn-medium": 0.37,
        "esn-centre": 0.73,
        "esn-cap-nord": 0.115,
        "esn-clients-businesses": 0.89,
        "esn-clients-public": 0.475,
        "esn-clients-households": 0.44,
    }
    assert rows["note"].str.contains("effectif").all()
    assert not (figures["value_low"] == 0.155).any()
    assert "Sud" not in set(figures["territory"])
    assert "jamais à empiler" in rows.loc["esn-medium", "note"]


def test_training_figures_keep_their_qualifier() -> None:
    assert figure("training-organisations")[["value_low", "qualifier"]].tolist() == [90, "plus de"]
    assert figure("training-managers")["value_low"] == 0.52
    assert figure("training-employees")["value_low"] == 0.8
    remote = figure("remote-continuity")
    assert remote[["value_low", "value_high", "qualifier"]].tolist() == [0.7, 0.8, "près de"]


def test_the_fibre_figure_is_an_objective_with_its_horizon() -> None:
    fibre = figure("fibre-plugs-target")
    assert fibre[["value_low", "qualifier", "horizon"]].tolist() == [90000, "objectif", 2025]


def test_five_skill_domains_have_technical_and_transversal_skills() -> None:
    skills = typed("skills")
    assert skills.groupby(["domain_id", "kind"]).size().unstack().to_dict("index") == {
        "services-informatiques": {"technical": 5, "transversal": 3},
        "telecommunications": {"technical": 1, "transversal": 2},
        "marketing-communication": {"technical": 5, "transversal": 3},
        "cybersecurite": {"technical": 4, "transversal": 3},
        "transformation-digitale": {"technical": 2, "transversal": 3},
    }


# --- The Schéma numérique


def test_the_costs_of_23_actions_add_up_by_pillar_and_by_printed_funding() -> None:
    actions = typed("schema_actions")
    assert actions["action_id"].tolist() == [f"A{number:02d}" for number in range(1, 24)]
    assert actions["cost_keur"].sum() == figure("schema-total")["value_low"] == 16890
    assert figure("schema-total")["certainty"] == "computed"
    assert actions.groupby("pillar_id", sort=False)["cost_keur"].sum().to_dict() == {
        "education": 2710,
        "attractivite": 410,
        "digitalisation": 1970,
        "smart-island": 6000,
        "smart-administration": 5800,
    }
    assert actions.groupby("funding_label")["cost_keur"].sum().to_dict() == {
        "FEDER": 8020,
        "France 2030": 5800,
        "FSE": 2050,
        "CTM /Etat": 400,
        "CCT": 310,
        "CTM": 210,
        "France Numérique Ensemble (Etat)": 50,
        "MIE/FEDER/INTERREG": 50,
    }


def test_two_actions_are_printed_at_zero_without_funding() -> None:
    actions = typed("schema_actions")
    zero = actions[actions["cost_keur"] == 0]
    assert zero["action_id"].tolist() == ["A07", "A13"]
    assert zero["funding_label"].isna().all()
    assert zero["funders"].isna().all()
    assert zero["note"].str.contains("financement non indiqué").all()
    assert actions["funding_label"].isna().sum() == 2


def test_a_funding_with_several_funders_is_split_for_filtering_only() -> None:
    actions = typed("schema_actions").dropna(subset="funding_label")
    split = {
        label: funders
        for label, funders in zip(actions["funding_label"], actions["funders"], strict=True)
        if funders != [label]
    }
    assert split == {
        "France Numérique Ensemble (Etat)": ["France Numérique Ensemble", "Etat"],
        "MIE/FEDER/INTERREG": ["MIE", "FEDER", "INTERREG"],
        "CTM /Etat": ["CTM", "Etat"],
    }


def test_three_of_the_four_key_actions_are_in_the_planning() -> None:
    keys = typed("schema_key_actions")
    costs = typed("schema_actions").set_index("action_id")["cost_keur"]
    planned = keys["action_id"].dropna()
    assert {action: int(costs[action]) for action in sorted(planned)} == {"A08": 300, "A19": 5000, "A20": 200}
    assert costs[planned].sum() == figure("schema-key-actions-total")["value_low"] == 5500
    assert keys[keys["action_id"].isna()]["label"].str.contains("fibre optique").tolist() == [True]


# --- All figures of the deck


def test_a_figure_is_exact_unless_the_deck_prints_a_range() -> None:
    figures = typed("key_figures")
    assert len(figures) == 24
    ranges = figures[figures["value_low"] != figures["value_high"]].set_index("figure_id")
    assert ranges[["value_low", "value_high"]].to_numpy().tolist() == [[0.7, 0.8], [2024, 2027]]
    assert ranges.index.tolist() == ["remote-continuity", "schema-period"]


def test_counts_of_the_schema_are_those_of_its_lists() -> None:
    assert figure("schema-pillars")["value_low"] == len(typed("schema_pillars")) == 5
    assert figure("schema-actions")["value_low"] == len(typed("schema_actions")) == 23
