"""A note being typed: the cursor is in it at once; the browser keeps it through a crash or a reload."""

from __future__ import annotations

# Every field of the note is kept in this browser under its key, whatever its kind: a note is typed one at a
# time. The name of who notes stays in its window. ROUND changes at each opening, because the same script
# twice would run once, and so that what reads the fields ends once the note is saved. Streamlit may draw a
# field again, empty, over what was just put in it: only what a person did to a field is kept, and until then
# what was kept is put again, five times at most.
KEEP = """<script>(() => {
const round = window.cepNote = "ROUND", wait = time => new Promise(done => setTimeout(done, time));
const nameOf = part => "cep-" + /st-key-(note-[a-z-]+)/.exec(part.className)[1];
const place = name => name.endsWith("-name") ? sessionStorage : localStorage;
const fieldOf = part => part.querySelector("textarea, input");
const radios = part => [...part.querySelectorAll("[role=radio]")];
const parts = () => [...document.querySelectorAll('[role=dialog] [class*="st-key-note-"]')].filter(
  part => fieldOf(part) || radios(part).length);
const read = part => {
  const chosen = [...part.querySelectorAll("[role=radio][aria-checked=true], [data-tag] [title]")];
  return chosen.length || !fieldOf(part)?.value ? chosen.map(one => one.textContent) : [fieldOf(part).value];
};
const put = async (part, words) => {
  const field = fieldOf(part), before = document.activeElement;
  const other = one => one.textContent === words[0] && one.ariaChecked !== "true";
  if (!field) return radios(part).find(other)?.click();
  for (const word of read(part).length ? [] : words) {
    if (field.role === "combobox") field.focus();
    Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value").set.call(field, word);
    field.dispatchEvent(new Event("input", {bubbles: true}));
    if (field.role !== "combobox") return;
    await wait(150);
    field.dispatchEvent(new KeyboardEvent("keydown", {key: "Enter", bubbles: true, cancelable: true}));
    await wait(150);
    before.focus();
  }
};
const touch = event => {
  if (window.cepNote !== round || !event.isTrusted || event.key === "Tab") return;
  const part = event.target.closest?.('[role=dialog] [class*="st-key-note-"]');
  if (part) part.dataset.touched = round;
};
const save = () => {
  for (const part of window.cepNote === round ? parts() : [])
    if (part.dataset.touched === round) place(nameOf(part)).setItem(nameOf(part), JSON.stringify(read(part)));
};
const lacks = part => {
  const kept = place(nameOf(part)).getItem(nameOf(part));
  const tries = (part.dataset.tries || "").split(round).length;
  if (part.dataset.touched === round) return false;
  return kept ? tries < 6 && kept !== JSON.stringify(read(part)) : tries < 2;
};
const follow = async () => {
  // One field comes after the other, and some with one kind of note alone.
  for (let rounds = 0; window.cepNote === round && (rounds < 40 || parts().length); rounds++) {
    for (const part of parts().filter(lacks)) {
      await put(part, JSON.parse(place(nameOf(part)).getItem(nameOf(part)) || "[]"));
      part.dataset.tries = (part.dataset.tries || "") + round;
      if (nameOf(part) === "cep-note-text") fieldOf(part).focus();
    }
    save();
    await wait(100);
  }
};
for (const kind of ["input", "keydown", "pointerdown"]) window.addEventListener(kind, touch, true);
window.addEventListener("pagehide", save);
follow();
})()</script>"""
DROP = """<script>/* ROUND */
window.cepNote = "";
for (const place of [localStorage, sessionStorage])
  for (const name of Object.keys(place)) if (name.startsWith("cep-note-")) place.removeItem(name);
</script>"""
