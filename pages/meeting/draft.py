"""A note being typed: the cursor is in it at once, and the browser keeps it through a crash or a reload."""

from __future__ import annotations

# Words stay in this browser, under one name: a note is typed one at a time. ROUND changes at each opening,
# because the same script twice would run once.
KEEP = """<script>/* ROUND */(() => {
let rounds = 0;
const timer = setInterval(() => {
  const field = document.querySelector(".st-key-note-text textarea");
  if (!field && ++rounds < 100) return;
  clearInterval(timer);
  if (!field || field.dataset.kept) return;
  field.dataset.kept = "yes";
  const draft = localStorage.getItem("cep-note");
  if (draft && !field.value) {
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(field, draft);
    field.dispatchEvent(new Event("input", {bubbles: true}));
  }
  field.addEventListener("input", () => localStorage.setItem("cep-note", field.value));
  field.focus();
}, 40);
})()</script>"""
DROP = '<script>/* ROUND */localStorage.removeItem("cep-note")</script>'
