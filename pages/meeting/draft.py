"""A note being typed: the cursor is in it at once, and the browser keeps it through a crash or a reload."""

from __future__ import annotations

# Words stay in this browser, under one name a field: a note is typed one at a time. ROUND changes at each
# opening, because the same script twice would run once.
KEEP = """<script>/* ROUND */(() => {
const find = name => document.querySelector(`.st-key-note-${name} :is(textarea, input)`);
let rounds = 0;
const timer = setInterval(() => {
  // One field comes after the other, and a vote with decisions alone.
  if (++rounds > 100) clearInterval(timer);
  for (const name of ["text", "due", "vote"]) {
    const field = find(name);
    if (!field || field.dataset.kept) continue;
    field.dataset.kept = "yes";
    const draft = localStorage.getItem(`cep-note-${name}`);
    if (draft && !field.value) {
      Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value").set.call(field, draft);
      field.dispatchEvent(new Event("input", {bubbles: true}));
    }
    field.addEventListener("input", () => localStorage.setItem(`cep-note-${name}`, field.value));
    if (name === "text") field.focus();
  }
}, 40);
})()</script>"""
DROP = """<script>/* ROUND */
for (const name of ["text", "due", "vote"]) localStorage.removeItem(`cep-note-${name}`);
</script>"""
