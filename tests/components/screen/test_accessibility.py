"""The statement of accessibility, from the menu of any page."""


def test_the_statement_says_its_state_what_is_tried_what_fails_and_what_is_not_known(open_page, words):
    app = open_page("sector")
    assert "RGAA" not in words(app)
    app.button(key="accessibilite").click().run()
    assert not app.exception
    said = words(app)
    # Nobody has audited it: the law has one word for that.
    assert "non conforme au RGAA 4.1" in said
    assert "faute d’audit" in said
    for part in ("Conforme", "En partie conforme", "Non conforme", "Ce que nous ne savons pas"):
        assert part in said
    # What fails comes with what to do instead.
    assert "le fichier CSV ou Excel" in said
    assert "Déclaration du 27 novembre 2026" in said
