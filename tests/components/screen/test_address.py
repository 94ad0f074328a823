"""An address opens exactly its view, is written whole once a run, and no click is lost to a late one."""

import pytest
from streamlit.runtime.state.query_params_proxy import QueryParamsProxy
from streamlit.testing.v1 import AppTest

COMMUNES = {"Le Lamentin": "Centre", "Le Marin": "Sud", "Saint-Joseph": "Centre"}


def page():
    """Three views: one follows place and domain, one nothing, one the domain and a choice."""
    import pandas as pd
    import streamlit as st

    from components.figures.blocks import Block, Choice
    from components.figures.pages import PageSpec, PageView, ViewSpec
    from components.screen import address, choices, filters

    slugs = {"carte": "Carte", "reperes": "Repères", "offres": "Offres"}
    spec = PageSpec(
        "formations", "training", "Formations", "", "", tuple(ViewSpec(*item) for item in slugs.items())
    )
    level = Choice("niveau", "Niveau", ("Tous", "Bac+2"))
    day = Choice("etat", "État au", accepts=lambda words: words == "31/12/2025")

    def following(*names):
        return (Block("bloc", "Bloc", len, follows=names),)

    views = {
        "carte": PageView("carte", following("territoire", "commune", "domaine")),
        "reperes": PageView("reperes"),
        "offres": PageView("offres", following("domaine"), choices=(level, day)),
    }
    communes = pd.DataFrame(
        {
            "commune": ["Le Lamentin", "Le Marin", "Saint-Joseph"],
            "commune_code": ["97213", "97217", "97224"],
            "territory": ["Centre", "Sud", "Centre"],
        }
    )
    domains = pd.DataFrame({"domain_id": ["c", "t"], "domain": ["Cybersécurité", "Télécommunications"]})
    address.follow(spec)
    shown = views[address.kept().views["formations"]]
    address.follow_filters(shown.filters, filters.options(communes, domains))
    filters.settle(communes)
    address.follow_choices(shown.every_choice, ("niveau", "etat"))
    acting = {name: value for name, value in filters.chosen().items() if name in shown.filters}
    address.write(address.address_of(spec, shown.slug, acting, choices.in_address(shown.every_choice)))
    st.title(shown.slug)
    for words in address.not_understood():
        st.warning(words)

    def open_view():
        address.acted()
        address.kept().views["formations"] = st.session_state["vue"]

    st.session_state["vue"] = shown.slug
    st.selectbox("Vue", list(slugs), key="vue", on_change=open_view)
    filters.draw(shown.filters, communes, domains)
    choices.draw(shown.choices)


def opened(**address):
    app = AppTest.from_function(page, default_timeout=30)
    return follow(app, **address)


def follow(app, **address):
    """Go to an address as a link does: without a click on a widget."""
    app.query_params.clear()
    for name, value in address.items():
        app.query_params[name] = value
    return app.run()


def state(app):
    """What is on screen: the view, the filters drawn, what was not understood, and the address."""
    assert not app.exception
    drawn = {
        name: app.selectbox(key=name).value for name in ("territoire", "commune", "domaine") if has(app, name)
    }
    return app.title[0].value, drawn, [found.value for found in app.warning], address_of(app)


def has(app, key):
    return key in {found.key for found in app.selectbox}


def address_of(app):
    said = dict(app.query_params.items())
    return {name: words if isinstance(words, str) else words[-1] for name, words in said.items()}


def idle(app):
    return [found.value.replace("\\", "").replace("\xa0", " ") for found in app.caption]


def test_an_address_opens_its_view_with_its_filters_whatever_case_and_accents():
    app = opened(territoire="sud", domaine="cybersecurite")
    whole = {"territoire": "Sud", "domaine": "Cybersécurité"}
    assert state(app) == ("carte", {**whole, "commune": "Toutes les communes"}, [], whole)
    assert state(opened(vue="Reperes")) == ("reperes", {}, [], {"vue": "reperes"})
    app = opened(vue="OFFRES", niveau="bac+2", domaine="TELECOMMUNICATIONS")
    asked = {"vue": "offres", "domaine": "Télécommunications", "niveau": "Bac+2"}
    assert state(app) == ("offres", {"domaine": "Télécommunications"}, [], asked)


@pytest.mark.parametrize(
    ("name", "value", "named"),
    [
        ("domaine", "Astrologie", "domaine = Astrologie"),
        ("vue", "inconnue", "vue = inconnue"),
        ("truc", "x", "truc = x"),
        ("territoire", "x" * 10_000, f"territoire = {'x' * 40}…"),
        ("n" * 10_000, "y" * 10_000, f"{'n' * 40}… = {'y' * 40}…"),
    ],
)
def test_what_nobody_knows_is_named_briefly_once_and_leaves_the_address(name, value, named):
    app = opened(**{name: value})
    assert [found.value for found in app.warning] == [named]
    assert address_of(app) == {}
    assert [found.value for found in follow(app, territoire="Sud").warning] == []


def test_values_that_a_choice_does_not_take_are_named():
    app = opened(vue="offres", niveau="zz", etat="99/99/9999")
    assert [found.value for found in app.warning] == ["niveau = zz", "etat = 99/99/9999"]
    assert address_of(app) == {"vue": "offres"}


def test_two_values_where_one_is_chosen_are_both_named_and_neither_is_followed():
    app = opened(territoire=["Sud", "Nord"])
    assert state(app)[1]["territoire"] == "Martinique"
    assert [found.value for found in app.warning] == ["territoire = Sud, Nord"]
    app = opened(vue="offres", niveau=["Tous", "Bac+2"])
    assert [found.value for found in app.warning] == ["niveau = Tous, Bac+2"]
    assert address_of(app) == {"vue": "offres"}


def test_a_filter_that_does_not_act_is_said_once_remembered_and_acts_on_the_next_view():
    app = opened(territoire="Nord")
    app.selectbox(key="vue").set_value("reperes").run()
    assert idle(app) == ["Nord\u202f: sans effet ici"]
    assert state(app)[1:] == ({}, [], {"vue": "reperes"})
    app.selectbox(key="vue").set_value("carte").run()
    assert app.selectbox(key="territoire").value == "Nord"
    assert address_of(app) == {"territoire": "Nord"}
    assert idle(app) == []


def test_a_filter_brought_by_an_address_where_it_does_not_act_is_remembered_too():
    app = opened(vue="reperes", territoire="Nord", domaine="Cybersécurité")
    assert idle(app) == ["Nord, Cybersécurité\u202f: sans effet ici"]
    app.selectbox(key="vue").set_value("carte").run()
    assert address_of(app) == {"territoire": "Nord", "domaine": "Cybersécurité"}


def test_everything_set_is_cleared_in_one_click_where_nothing_acts_as_well():
    app = opened(vue="reperes", territoire="Nord", domaine="Cybersécurité")
    app.button(key="filters-clear").click().run()
    assert idle(app) == []
    assert not app.button
    app.selectbox(key="vue").set_value("carte").run()
    assert address_of(app) == {}


def test_a_commune_sets_its_territory_and_a_territory_lets_go_of_a_foreign_commune():
    app = opened()
    app.selectbox(key="commune").set_value("Le Marin").run()
    assert address_of(app) == {"territoire": "Sud", "commune": "Le Marin"}
    app.selectbox(key="territoire").set_value("Sud").run()
    assert address_of(app) == {"territoire": "Sud", "commune": "Le Marin"}
    app.selectbox(key="territoire").set_value("Centre").run()
    assert address_of(app) == {"territoire": "Centre"}
    app.selectbox(key="commune").set_value("Saint-Joseph").run()
    # The whole island too: the commune would bring its territory back.
    app.selectbox(key="territoire").set_value("Martinique").run()
    assert address_of(app) == {}
    assert app.selectbox(key="commune").value == "Toutes les communes"


def test_a_commune_named_alone_by_an_address_brings_its_territory():
    app = opened(commune="Le Marin")
    assert address_of(app) == {"territoire": "Sud", "commune": "Le Marin"}


def test_each_change_writes_the_whole_address_once(monkeypatch):
    written = []
    whole = QueryParamsProxy.from_dict

    def once(self, params):
        written.append(params)
        return whole(self, params)

    monkeypatch.setattr(QueryParamsProxy, "from_dict", once)
    for name in ("__setitem__", "__delitem__", "update", "clear"):
        monkeypatch.setattr(QueryParamsProxy, name, lambda *_: pytest.fail("a second history entry"))
    app = opened(territoire="Sud")
    assert written == [], "the address already says it"
    app.selectbox(key="commune").set_value("Le Lamentin").run()
    app.selectbox(key="domaine").set_value("Cybersécurité").run()
    both = {"territoire": ["Centre"], "commune": ["Le Lamentin"]}
    assert written == [both, {**both, "domaine": ["Cybersécurité"]}]
    app.run()
    assert len(written) == 2


def test_a_second_click_sent_before_the_first_address_arrived_loses_nothing():
    app = opened()
    app.selectbox(key="territoire").set_value("Sud").run()
    app.query_params.clear()
    app.selectbox(key="domaine").set_value("Cybersécurité").run()
    both = {"territoire": "Sud", "domaine": "Cybersécurité"}
    assert {name: app.selectbox(key=name).value for name in both} == both
    assert address_of(app) == both


def test_back_to_an_address_without_a_filter_puts_it_at_its_whole():
    app = opened(territoire="Sud", domaine="Cybersécurité")
    follow(app, territoire="Sud")
    assert app.selectbox(key="domaine").value == "Tous les domaines"
    follow(app, vue="offres", domaine="Télécommunications")
    assert state(app)[:2] == ("offres", {"domaine": "Télécommunications"})
    follow(app)
    assert state(app)[:2] == (
        "carte",
        {"territoire": "Martinique", "commune": "Toutes les communes", "domaine": "Tous les domaines"},
    )


def test_the_application_opens_a_view_of_a_page_from_its_address(open_page, words):
    app = open_page("training", "offres", territoire="sud", niveau="zz")
    assert app.segmented_control(key="vue-formations").value == "offres"
    assert app.selectbox(key="territoire").value == "Sud"
    assert "L’adresse demandait « niveau = zz »" in " ".join(words(app).split())


def test_the_application_names_a_day_that_is_none(open_page, words):
    app = open_page("plan", "suivi", etat="99/99/9999")
    assert "« etat = 99/99/9999 »" in " ".join(words(app).split())
    assert not app.exception
