"""A test that only asserts inside a loop passes when there is nothing to loop on: it asserts before, too."""

from __future__ import annotations

import ast
from pathlib import Path

TESTS = Path(__file__).parent


def literals(module: ast.Module) -> set[str]:
    """The names that the module gives to a list written out: a reader sees that it is not empty."""
    written = (ast.Tuple, ast.List, ast.Dict, ast.Set)
    return {
        target.id
        for node in module.body
        if isinstance(node, ast.Assign) and isinstance(node.value, written)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def is_written_out(looped: ast.expr, known: set[str]) -> bool:
    if isinstance(looped, ast.Name):
        return looped.id in known
    if isinstance(looped, ast.Call):
        return ast.unparse(looped.func) == "range"
    return isinstance(looped, ast.Tuple | ast.List)


def asserts(node: ast.AST) -> set[int]:
    return {
        id(found)
        for found in ast.walk(node)
        if isinstance(found, ast.Assert)
        or (isinstance(found, ast.Call) and ast.unparse(found.func) == "pytest.raises")
    }


def empty_loops(source: str) -> list[str]:
    """The names of the tests whose every assertion stands in a loop that may be empty."""
    module = ast.parse(source)
    known = literals(module)
    found = []
    for test in ast.walk(module):
        if not isinstance(test, ast.FunctionDef) or not test.name.startswith("test"):
            continue
        loops = [node for node in ast.walk(test) if isinstance(node, ast.For)]
        inside = {
            name
            for loop in loops
            if not is_written_out(loop.iter, known)
            for statement in loop.body
            for name in asserts(statement)
        }
        if inside and asserts(test) == inside:
            found.append(test.name)
    return found


def test_a_loop_that_may_be_empty_is_seen() -> None:
    assert empty_loops("def test_a():\n    for x in found():\n        assert x") == ["test_a"]
    assert empty_loops("def test_a():\n    assert found()\n    for x in found():\n        assert x") == []
    assert empty_loops("NAMES = ('a',)\ndef test_a():\n    for x in NAMES:\n        assert x") == []


def test_no_test_asserts_only_in_a_loop_that_may_be_empty() -> None:
    paths = sorted(TESTS.rglob("test_*.py"))
    assert len(paths) > 50
    found = {path.name: names for path in paths if (names := empty_loops(path.read_text(encoding="utf-8")))}
    assert found == {}
