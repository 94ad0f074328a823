"""A note being typed: the cursor is in it at once, and the browser keeps it through a crash or a reload."""

from __future__ import annotations

import json

# Words stay in this browser, under one name: a note is typed one at a time.
_KEPT_AS = "cep-note"
_KEEP = """<script>/* ROUND */(() => {
let rounds = 0;
const timer = setInterval(() => {
  const field = document.querySelector(".st-key-note-text textarea");
  if (!field && ++rounds < 100) return;
  clearInterval(timer);
  if (!field || field.dataset.kept) return;
  field.dataset.kept = "yes";
  const draft = localStorage.getItem(NAME);
  if (draft && !field.value) {
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(field, draft);
    field.dispatchEvent(new Event("input", {bubbles: true}));
  }
  field.addEventListener("input", () => localStorage.setItem(NAME, field.value));
  field.focus();
}, 40);
})()</script>"""
_DROP = "<script>/* ROUND */localStorage.removeItem(NAME)</script>"


def keep(note_id: str) -> str:
    """The script that brings the draft back, keeps it at each letter, and puts the cursor in the text."""
    return _filled(_KEEP, note_id)


def drop(note_id: str) -> str:
    """The script that forgets the draft, once its note is saved."""
    return _filled(_DROP, note_id)


def _filled(script: str, note_id: str) -> str:
    # The same script twice would run once.
    return script.replace("ROUND", note_id).replace("NAME", json.dumps(_KEPT_AS))
