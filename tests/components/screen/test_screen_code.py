"""What every widget must go through, read in the code of the pages and of the screen."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
FILES = sorted(file for room in ("pages", "components") for file in (ROOT / room).rglob("*.py"))
TREES = {str(file.relative_to(ROOT)): ast.parse(file.read_text(encoding="utf-8")) for file in FILES}
CALLBACKS = {"on_click", "on_change", "on_select"}
# Their label is Markdown, like that of every widget: an image in it is fetched by whoever sees it.
LABELLED = {
    "button", "checkbox", "date_input", "dialog", "download_button", "expander", "file_uploader",
    "form_submit_button", "header", "link_button", "metric", "multiselect", "number_input", "page_link",
    "pills", "popover", "progress", "radio", "segmented_control", "selectbox", "spinner", "status",
    "subheader", "tabs", "text_area", "text_input", "title", "toast", "toggle",
    "caption", "error", "info", "markdown", "success", "warning",
}  # fmt: skip
# Whatever they are drawn in, these names are widgets: ``columns[0].text_input(…)``.
ANYWHERE = {"caption", "markdown", "metric", "multiselect", "selectbox", "text_area", "text_input", "toggle"}
# The options of these are Markdown too.
OPTIONS = {"radio", "segmented_control", "pills"}


def _calls() -> Iterator[tuple[str, ast.Call]]:
    for file, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                yield file, node


def _name(node: ast.expr) -> str:
    return node.func.attr if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) else ""


def _decorated_with(name: str) -> set[str]:
    found = set()
    for tree in TREES.values():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and name in map(ast.unparse, node.decorator_list):
                found.add(node.name)
    return found


def test_every_callback_is_a_function_that_answers_for_itself():
    answering = _decorated_with("answering")
    given = []
    for file, call in _calls():
        given += [(file, word.value) for word in call.keywords if word.arg in CALLBACKS]
    for file, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Dict):
                pairs = zip(node.keys, node.values, strict=True)
                given += [
                    (file, value)
                    for key, value in pairs
                    if isinstance(key, ast.Constant) and key.value in CALLBACKS
                ]
    assert len(given) > 30
    wrong = []
    for file, value in given:
        if isinstance(value, ast.Constant) and value.value in ("rerun", "ignore"):
            continue
        if isinstance(value, ast.Call) and ast.unparse(value.func) == "partial":
            value = value.args[0]
        if ast.unparse(value).rpartition(".")[2] not in answering:
            wrong.append(f"{file}:{value.lineno}: {ast.unparse(value)}")
    assert wrong == []


def test_what_runs_alone_is_guarded_by_itself():
    wrong, found = [], 0
    for file, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                by = [ast.unparse(item) for item in node.decorator_list]
                if any(name.startswith(("st.fragment", "st.dialog")) for name in by):
                    found += 1
                    if not by[-1].startswith("guarded("):
                        wrong.append(f"{file}:{node.lineno}: {node.name}")
            elif isinstance(node, ast.Call) and ast.unparse(node.func) == "st.fragment" and node.args:
                found += 1
                if not ast.unparse(node.args[0]).startswith("guarded("):
                    wrong.append(f"{file}:{node.lineno}: {ast.unparse(node)}")
    assert found >= 4
    assert wrong == []


def _is_safe(words: ast.expr, known: frozenset[str] = frozenset()) -> bool:
    """True for words typed in the code, and for those of data that ``plain`` has escaped.

    ``known``: the variables that hold nothing else.
    """
    if isinstance(words, ast.Constant):
        return True
    if isinstance(words, ast.Call):
        called = ast.unparse(words.func)
        if called == "french":
            return all(_is_safe(one, known) for one in words.args)
        # « \n ».join(lines): each line is made of plain words, checked by eye.
        return called in ("plain", "chr", "count", "len", "number") or called.endswith(".join")
    if isinstance(words, ast.IfExp):
        return _is_safe(words.body, known) and _is_safe(words.orelse, known)
    if isinstance(words, ast.BinOp):
        return _is_safe(words.left, known) and _is_safe(words.right, known)
    if isinstance(words, ast.JoinedStr):
        return all(_is_safe(one, known) for one in words.values)
    if isinstance(words, ast.FormattedValue):
        return words.format_spec is not None or _is_safe(words.value, known)
    # A constant of the module, or a variable of the function.
    return isinstance(words, ast.Name) and (words.id.isupper() or words.id in known)


def _safe_variables(function: ast.AST) -> frozenset[str]:
    """The names to which a function gives safe words only."""
    given: dict[str, bool] = {}
    for node in ast.walk(function):
        if not isinstance(node, ast.Assign):
            continue
        for target in node.targets:
            pairs = [(target, node.value)]
            if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                pairs = list(zip(target.elts, node.value.elts, strict=True))
            for name, value in pairs:
                if isinstance(name, ast.Name):
                    given[name.id] = given.get(name.id, True) and _is_safe(value)
    return frozenset(name for name, safe in given.items() if safe)


def _calls_in_functions() -> Iterator[tuple[str, ast.Call, frozenset[str]]]:
    for file, tree in TREES.items():
        for part in tree.body:
            known = _safe_variables(part)
            yield from ((file, node, known) for node in ast.walk(part) if isinstance(node, ast.Call))


def _shown(call: ast.Call) -> Iterator[ast.expr]:
    kind = _name(call)
    labels = [word.value for word in call.keywords if word.arg in ("label", "body", "help", "delta", "text")]
    if kind not in ("page_link", "progress"):
        labels += call.args[:1]
    yield from labels


def test_no_label_is_made_of_words_that_markdown_could_read():
    checked, wrong = 0, []
    for file, call, known in _calls_in_functions():
        if _name(call) not in LABELLED or not (
            _name(call) in ANYWHERE or ast.unparse(call.func).startswith(("st.", "bar."))
        ):
            continue
        for words in _shown(call):
            checked += 1
            if not _is_safe(words, known):
                wrong.append(f"{file}:{words.lineno}: st.{_name(call)}({ast.unparse(words)})")
        options = call.args[1] if len(call.args) > 1 else None
        if _name(call) in OPTIONS and options is not None and not _listed(options):
            by = next((word.value for word in call.keywords if word.arg == "format_func"), None)
            if by is None:
                wrong.append(f"{file}:{call.lineno}: options of st.{_name(call)}({ast.unparse(options)})")
    assert checked > 150
    assert wrong == []


@pytest.mark.parametrize(
    ("words", "safe"),
    [
        ("'Exporter'", True),
        ("plain(item['title'])", True),
        ("f'Point suivant : {plain(title)}'", True),
        ("item['title']", False),
        ("f'Point suivant : {title}'", False),
        ("'Point ' + title", False),
        ("french(title)", False),
        ("title if title else 'Sans titre'", False),
        ("[title for title in titles]", False),
    ],
)
def test_a_label_made_of_data_is_found(words, safe):
    assert _is_safe(ast.parse(words, mode="eval").body) is safe


def _bare(words: ast.AST) -> Iterator[str]:
    """The pieces of a text that no function gives its French spaces."""
    if isinstance(words, ast.Call) and ast.unparse(words.func) in ("french", "plain"):
        return
    if isinstance(words, ast.Constant) and isinstance(words.value, str):
        yield words.value
    for part in ast.iter_child_nodes(words):
        yield from _bare(part)


def test_a_sentence_handed_to_streamlit_goes_through_the_one_function_of_french_spaces():
    wrong = [
        f"{file}:{words.lineno}: {piece!r}"
        for file, call in _calls()
        if _name(call) in LABELLED
        for words in (*_shown(call), *(word.value for word in call.keywords if word.arg == "placeholder"))
        for piece in _bare(words)
        if re.search(r" [:;!?%»](?=\s|[*,.]|$)|« |\u202f", piece)
    ]
    assert wrong == []


def _listed(options: ast.expr) -> bool:
    """Options that are constants of the code: ``[ONE, SEVERAL]``, ``list(_WORDS)``."""
    if isinstance(options, ast.Call) and ast.unparse(options.func) == "list":
        options = options.args[0]
    named = options.elts if isinstance(options, ast.List) else [options]
    return all(ast.unparse(one).rpartition(".")[2].isupper() for one in named)


def test_every_grid_is_followed_by_its_copy_on_paper():
    """A grid is a picture on screen, which paper cuts to its window."""
    grids, alone = 0, []
    for file, tree in TREES.items():
        for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
            called = [node for node in ast.walk(function) if isinstance(node, ast.Call)]
            drawn = [one for one in called if _name(one) in ("dataframe", "data_editor")]
            grids += len(drawn)
            copies = [one for one in called if ast.unparse(one.func).endswith("on_paper")]
            if len(copies) < len(drawn):
                alone.append(f"{file}:{drawn[0].lineno}")
    assert grids >= 4
    assert alone == []
