"""The keys of a presenter remote, counted one by one however fast they come.

Streamlit merges the clicks that reach it during one run: here each press waits until the screen before it is
drawn, and none acts while somebody types or a dialog is open. Without this script, the shortcuts of the
buttons remain.
"""

from __future__ import annotations

import json

from components.screen.streamlit_internals import with_test_ids

# The key of the button of the bar that each key presses.
KEYS = {
    "ArrowRight": "Right",
    "PageDown": "Right",
    "ArrowLeft": "Left",
    "PageUp": "Left",
    "Home": "Home",
    "End": "End",
    "s": "S",
    "b": "black",
    ".": "black",
    "Escape": "leave",
    "p": "leave",
    "n": "note",
    "f": "filters",
}

_SCRIPT = """<script>(() => {
if (window.cepRemote) return;
window.cepRemote = true;
const keys = KEYS;
const waiting = [];
let typed = "", pressing = false;
const bar = () => document.querySelector(".st-key-projection-controls");
const busy = () => document.querySelector('[role="dialog"]') || document.activeElement?.closest(
  'input:not([type="radio"]):not([type="checkbox"]), textarea, select, [contenteditable="true"]');
const running = () =>
  document.querySelector('[stApp]')?.dataset.testScriptState !== "notRunning";
const drawn = () => document.querySelector('[class*="st-key-projection-run-"]')?.className;
const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const until = async (told, most) => {
  for (let waited = 0; waited < most && !told(); waited += 20) await pause(20);
};
async function press() {
  if (pressing) return;
  pressing = true;
  while (waiting.length) {
    await until(() => !running(), 8000);
    const button = document.querySelector(`.st-key-projection-${waiting.shift()} button`);
    if (!button || busy()) { waiting.length = 0; break; }
    const before = drawn();
    button.click();
    // However late the server answers: two clicks before it does would count as one.
    await until(() => drawn() !== before, 8000);
  }
  pressing = false;
}
function go(rank) {
  const field = document.querySelector(".st-key-projection-rank input");
  if (!field) return;
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(field, rank);
  field.dispatchEvent(new Event("input", {bubbles: true}));
  field.dispatchEvent(new KeyboardEvent("keydown", {key: "Enter", bubbles: true}));
}
addEventListener("keydown", (event) => {
  if (!bar() || busy() || event.ctrlKey || event.metaKey || event.altKey || !event.isTrusted) return;
  const name = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const digit = /^[0-9]$/.test(name);
  if (!digit && !(name === "Enter" && typed) && !(name in keys)) { typed = ""; return; }
  event.preventDefault();
  event.stopImmediatePropagation();
  if (digit) { typed = (typed + name).slice(-3); return; }
  if (name === "Enter") { go(typed); typed = ""; return; }
  typed = "";
  waiting.push(keys[name]);
  press();
}, true);
})()</script>"""
SCRIPT = with_test_ids(_SCRIPT).replace("KEYS", json.dumps(KEYS))
