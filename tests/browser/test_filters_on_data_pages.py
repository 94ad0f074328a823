"""Each filter, once, in the browser, on the pages of offers, skills, recommendations and data; and paper."""

from __future__ import annotations

import io
import re

import pypdfium2
import pytest
from playwright.sync_api import Locator, Page, expect

from data import store
from data.journal import Writer
from data.journal.folds import Change
from tests.browser.reading import choose

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def nobody_else_is_asked(page):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    yield
    here = ("http://127.0.0.1:", "data:", "blob:")
    assert [url for url in asked if not url.startswith(here)] == []


def words(said: str) -> re.Pattern[str]:
    """These words with any kind of space between them."""
    return re.compile(r"\s+".join(map(re.escape, said.split())))


def says(page: Page, said: str) -> None:
    expect(page.get_by_test_id("stMain").get_by_text(words(said)).first).to_be_visible()


def view(page: Page, label: str) -> None:
    """Open a view of the page, or choose one of a few words."""
    page.get_by_test_id("stMain").get_by_role("radio", name=label, exact=True).click()


def sheets(page: Page) -> list[str]:
    """The words of each sheet that a printer would get."""
    paper = pypdfium2.PdfDocument(io.BytesIO(page.pdf(format="A4")))
    return [sheet.get_textpage().get_text_range() for sheet in paper]


def sound(page: Page) -> None:
    expect(page.get_by_test_id("stException")).to_have_count(0)
    expect(page.get_by_test_id("stAlertContentError")).to_have_count(0)


def test_formations_follows_each_of_its_filters(page):
    page.goto("/formations")
    says(page, "21 formations recensées en Martinique")
    choose(page, "Territoire", "Nord")
    says(page, "3 formations recensées au Nord")
    choose(page, "Commune", "Schœlcher")
    says(page, "5 formations recensées à Schœlcher")
    expect(page).to_have_url(re.compile("territoire=Centre"))
    # The last one touched leads: the whole island holds no single commune.
    choose(page, "Territoire", "Martinique")
    expect(page.get_by_role("combobox", name="Commune")).to_have_value("Toutes les communes")
    choose(page, "Domaine", "Cybersécurité")
    # Centre 1, Nord 1: nothing related.
    says(page, "2 formations recensées au cœur du numérique")
    choose(page, "Domaine", "Tous les domaines")
    choose(page, "Niveau", "Bac+3 (niveau 6)")
    choose(page, "Périmètre", "Cœur du numérique")
    says(page, "4 formations recensées en Martinique (Bac+3 (niveau 6), Cœur du numérique)")
    page.get_by_text("À confirmer aussi").click()
    says(page, "n’est pas vérifiée")
    sound(page)


def test_competences_follows_each_of_its_filters(page):
    page.goto("/competences")
    says(page, "dans l’informatique : 61 projets de recrutement")
    choose(page, "Domaine", "Télécommunications")
    says(page, "pour « Télécommunications » : 14 projets de recrutement")
    choose(page, "Territoire", "Sud")
    says(page, "bassin Sud")
    choose(page, "Territoire", "Martinique")
    choose(page, "Domaine", "Cybersécurité")
    says(page, "ni de la tension par métier, n’est rattaché à « Cybersécurité »")
    expect(page.get_by_text("aucune donnée pour")).to_have_count(0)
    choose(page, "Domaine", "Tous les domaines")
    view(page, "Compétences demandées")
    says(page, "31 compétences, 5 domaines")
    searched = page.get_by_label("Chercher une compétence", exact=True)
    searched.fill("securite audit")
    says(page, "« securite audit » : 1 compétence")
    expect(page).to_have_url(re.compile("competence=securite"))
    searched.fill("")
    view(page, "Transversales")
    says(page, "14 compétences transversales, 5 domaines")
    view(page, "Recrutements")
    view(page, "2024")
    says(page, "Projets de recrutement par métier et par bassin d’emploi de France Travail, Martinique, 2024")
    sound(page)


def test_donnees_is_of_the_whole_island_whatever_the_address_asks(page):
    page.goto("/donnees?territoire=Sud&domaine=Cybersécurité")
    says(page, "22 contenus manquent, dont 17 à un détenteur nommé")
    expect(page.get_by_role("combobox", name=re.compile("^Territoire"))).to_have_count(0)
    sound(page)


def test_donnees_previews_a_dataset_and_finds_a_slide_and_prints_them_whole(page, at_rest):
    page.goto("/donnees?vue=catalogue")
    choose(page, "Jeu de données", "Actions du Schéma numérique")
    says(page, "Actions du Schéma numérique : 23 lignes")
    page.goto("/donnees?vue=diapositives")
    says(page, "78 titres, 4 adresses seules et 4 pages sans texte dans la présentation")
    at_rest(page)
    # Its 97 rows, from under its title and its columns, which every sheet has again, to the last.
    printed = [" ".join(text.split()) for text in sheets(page)]
    table = [text for text in printed if "Devenu" in text]
    assert len(table) > 3
    assert "78 titres" in table[0]
    assert "Ordre du jour" in table[0].partition("Devenu")[2]
    assert "MERCI DE VOTRE ATTENTION" in table[-1]
    page.get_by_label("Chercher un mot dans le tableau des diapositives").fill("synoptique")
    expect(page).to_have_url(re.compile("diapositive=synoptique"))
    sound(page)


def headings_after_a_click(page: Page, table: Locator, right: float) -> list[str]:
    """Click the headings of a drawn table at a place, and read them once the arrow of the sort has moved.

    Nothing moves between two columns: the headings are read as they are after five seconds.
    """
    headings = table.locator("canvas thead th")
    before = headings.all_inner_texts()
    box = table.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + right, box["y"] + 18)
    for _ in range(25):
        if (read := headings.all_inner_texts()) != before:
            return read
        page.wait_for_timeout(200)
    return before


def test_nothing_in_english_lies_over_tables_and_figures_sort_as_figures(page, at_rest):
    page.goto("/donnees?vue=catalogue")
    table = page.get_by_test_id("stDataFrame").first
    table.scroll_into_view_if_needed()
    rows = table.locator("canvas tbody tr")
    expect(rows.first).to_be_attached()
    at_rest(page)
    # Where a heading ends depends on how letters are smoothed: each place is tried, from left to right. A
    # busy computer may sort later than it is waited for: either arrow tells the place.
    lines = next(
        right
        for right in range(360, 470, 12)
        if {"↑ Lignes", "↓ Lignes"} & set(headings_after_a_click(page, table, right))
    )
    for _ in range(3):
        if "↓ Lignes" in table.locator("canvas thead th").all_inner_texts():
            break
        headings_after_a_click(page, table, lines)
    assert "↓ Lignes" in table.locator("canvas thead th").all_inner_texts()
    box = table.bounding_box()
    assert box is not None
    written = [cell.inner_text() for cell in rows.locator("td:nth-child(2)").all()]
    shown = [int(lines) for lines in written if lines]
    # 261 seats, 238 figures of territories, 222 sentences: as text, 97 came first.
    assert shown[:3] == [261, 238, 222]
    table.hover()
    expect(page.get_by_test_id("stElementToolbar").first).to_be_hidden()
    page.mouse.click(box["x"] + 100, box["y"] + 90)
    page.keyboard.press("Control+f")
    expect(page.locator(".gdg-search-bar")).to_be_hidden()


def test_the_requests_print_on_sheets_of_their_own_without_the_sidebar(page, at_rest):
    page.goto("/donnees")
    says(page, "des lignes sont lues telles quelles")
    page.get_by_text("Dire aussi sous quelle forme").click()
    says(page, "tableau : action, date de début, date de fin (CSV ou Excel)")
    at_rest(page)
    printed = sheets(page)
    asked = next(text for text in printed if "Demandes de données" in text)
    assert asked.lstrip().startswith("Demandes de données")
    assert "France Travail" in asked
    for text in printed:
        assert "Projeter" not in text
        assert "Tous les domaines" not in text
    before = next(text for text in printed if "lignes sont lues telles" in " ".join(text.split()))
    assert "Demandes de données" not in before
    # Whole, down to the last holder.
    assert "auteur de l’enquête (non nommé par la présentation)" in "".join(printed)


def test_a_printed_figure_has_its_title_and_its_source_on_one_sheet(page, at_rest):
    page.goto("/schema?vue=budget")
    at_rest(page)
    cards = [
        (card.locator("h2").inner_text(), card.locator("[class*=st-key-foot-] p").first.inner_text())
        for card in page.locator("[class*=st-key-card-]").filter(has=page.locator("h2")).all()
    ]
    assert len(cards) > 3
    printed = ["".join(text.split()) for text in sheets(page)]
    assert len(printed) > 1
    for title, source in (("".join(title.split()), "".join(source.split())) for title, source in cards):
        holding = next(text for text in printed if title in text)
        assert source in holding.partition(title)[2], title


@pytest.mark.parametrize("width", [1366, 1920])
def test_projected_codes_take_a_quarter_of_the_width(page, width):
    page.set_viewport_size({"width": width, "height": width * 9 // 16})
    page.goto("/formations?vue=sources&projection=oui&etape=2")
    says(page, "Deux adresses données par la présentation du CEP")
    codes = page.get_by_role("img", name=re.compile("Code QR de l’adresse"))
    expect(codes).to_have_count(2)
    drawn = codes.all()
    assert len(drawn) == 2
    for code in drawn:
        box = code.bounding_box()
        assert box is not None
        assert 0.2 < box["width"] / width < 0.27
        assert box["y"] + box["height"] < width * 9 / 16
    expect(page.get_by_text("nécessite Internet").first).to_be_visible()


def test_each_point_of_the_agenda_leads_to_its_view(page):
    leads = page.locator("[class*=st-key-agenda-open-] button:visible")
    page.goto("/seance")
    expect(leads).to_have_count(14)
    leads.nth(4).click()
    expect(page.get_by_role("heading", name="Compétences", level=1)).to_be_visible()
    expect(page).to_have_url(re.compile("vue=demandees"))
    sound(page)


def test_a_point_reopens_the_view_that_was_pasted_for_it(page, make_server, monkeypatch):
    own = make_server()
    monkeypatch.setenv("CEP_HOME", str(own.home))
    pasted = Change("agenda", "offre-de-formation-continue", "query", "vue=offres&territoire=Nord")
    store.journal().append([pasted], writer=Writer("Une personne", may_write=True), opened_on=-1)
    page.goto(f"{own.url}/seance")
    page.locator(".st-key-agenda-open-offre-de-formation-continue button:visible").click()
    expect(page).to_have_url(re.compile("vue=offres"))
    expect(page).to_have_url(re.compile("territoire=Nord"))
    sound(page)


def test_tying_a_recommendation_offers_no_english_and_shows_at_once(page, make_server, at_rest):
    page.goto(f"{make_server().url}/preconisations")
    says(page, "24 à relier par le CEP")
    view(page, "Relier")
    expect(page.get_by_role("combobox", name=re.compile("^Préconisation ou besoin"))).to_be_visible()
    at_rest(page)
    which = "Diagnostiquer et orienter en amont"
    form = page.locator("[class*=st-key-ties-of-]")
    before = form.get_attribute("class")
    choose(page, "Préconisation ou besoin", f"○ {which}")
    # The form of another recommendation takes the place of this one: what is typed before is lost.
    expect(form).not_to_have_class(before)
    carried = page.get_by_role("combobox", name="Portée par")
    at_rest(page)
    carried.click()
    carried.fill("zzz")
    expect(page.get_by_role("option")).to_have_text(["Aucun résultat"])
    for action in ("A12", "A13"):
        carried.fill(action)
        expect(page.get_by_role("option")).to_have_count(1)
        expect(page.get_by_role("option", name=re.compile(action))).to_be_visible()
        # By the keyboard: the list is drawn again while a mouse goes to it.
        carried.press("Enter")
        expect(page.get_by_test_id("stMultiSelect").filter(has=carried)).to_contain_text(action)
    page.keyboard.press("Escape")
    form.get_by_label(re.compile("Votre nom")).fill("Une personne")
    expect(page.get_by_text(re.compile("Press Enter")).locator("visible=true")).to_have_count(0)
    page.get_by_role("button", name="Enregistrer le lien").click()
    expect(page.get_by_role("combobox", name=re.compile("^Préconisation"))).to_have_value(f"● {which}")
    view(page, "L’essentiel")
    says(page, "1 relié par le CEP sur 24")
    view(page, "Toutes")
    says(page, "Diagnostiquer et orienter en amont ● A12 et A13 · 1 400 k€")
    sound(page)
