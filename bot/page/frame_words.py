"""What Streamlit itself says around the pages, in the reader's language: its own words come in English only."""

from __future__ import annotations

import json
from collections.abc import Mapping

from bot.page.view import View

EXACT: Mapping[str, str] = {
    "skip": "Skip to main content",
    "sidebar": "Sidebar",
    "pages": "App pages",
    "choose": "Choose an option",
    "choose_options": "Choose options",
    "open": "Open",
    "dismiss": "Dismiss",
    "clear": "Clear value",
    "no_results": "No results",
    "send": "Send message",
    "stop": "Stop script",
    "running": "Running",
    "connecting": "Connecting",
    "lost": "Connection error",
    "lost_why": "Streamlit server is not responding. Are you connected to the internet?",
    "close": "Close",
    "visualization": "visualization",
    "calendar": "Choose date",
    "calendar_keys": "Use arrow keys to navigate dates. Enter to select. Escape to close.",
    "month_before": "Previous month",
    "month_after": "Next month",
    "progress": "progress",
    "less": "Decrement",
    "more": "Increment",
    "enter": "Press Enter to apply",
    "enter_form": "Press Enter to submit form",
    "control_enter": "Press Ctrl+Enter to apply",
    "control_enter_form": "Press Ctrl+Enter to submit form",
    "command_enter": "Press ⌘+Enter to apply",
    "command_enter_form": "Press ⌘+Enter to submit form",
    "upload": "Upload",
    "upload_file": "file upload",
    "expand_sidebar": "Expand sidebar",
    "collapse_sidebar": "Collapse sidebar",
    "copy": "Copy to clipboard",
    "copied": "Copied",
    "more_pages": "More",
    "rating": "Feedback rating",
    "thumb_up": "Thumbs up",
    "thumb_down": "Thumbs down",
    "show_password": "Show password text",
    "hide_password": "Hide password text",
}
"""Words that stand alone, by the key of their sentence under `page.frame`."""

PATTERNS: Mapping[str, str] = {
    "help": r"^Help for (.*)$",
    "message_from": r"^Chat message from (.*)$",
    "options": r"^(\d+) options? available\.$",
    "year": r"^year, (.*)$",
    "month": r"^month, (.*)$",
    "day": r"^day, (.*)$",
    "calendar_of": r"^Choose date, (.*)$",
    "month_number": r"^(\d+) – [A-Z][a-z]+$",
    "file_size": r"^(\d+)\s?MB per file$",
    "characters": r"^(\d+/\d+)$",
}
"""Words with a part that changes; `$1` in the sentence stands for it."""

SCRIPT = """
<script>
(() => {
  const said = WORDS;
  const patterns = said.patterns.map(([from, to]) => [new RegExp(from), to]);
  const back = (window.qtxBack ||= {});  // from what was put in, in whatever language, to Streamlit's own words
  const told = (text) => {
    const shown = text.trim();
    if (!shown || shown.length > 200) return null;
    const bare = Object.hasOwn(back, shown) ? back[shown] : shown;
    const pattern = patterns.find(([from]) => from.test(bare));
    if (!pattern && !Object.hasOwn(said.exact, bare)) return null;
    const to = pattern ? bare.replace(...pattern) : said.exact[bare];
    if (to !== bare) back[to] = bare;
    return to;
  };
  const foreign = '[data-testid="stChatMessageContent"], [data-testid="stCode"], [class*="st-key-term-"], textarea, '
    + '[class*="st-key-open-"]';
  const attributes = ["aria-label", "title", "placeholder", "aria-roledescription", "aria-valuetext"];
  const text = (node) => {
    const parent = node.parentElement;
    if (!parent || parent.closest(foreign)) return;
    const to = told(node.nodeValue);
    if (to !== null && to !== node.nodeValue) node.nodeValue = to;
  };
  const attribute = (element, name) => {
    const now = element.getAttribute(name);
    if (now === null) return;
    if (name === "aria-label" && /^[a-z_ ]+ icon$/.test(now)) {
      element.setAttribute("aria-hidden", "true");  // a sign beside its own words
      return;
    }
    const to = told(now);
    if (to !== null && to !== now) element.setAttribute(name, to);
  };
  const whole = (root) => {
    if (root.nodeType === Node.TEXT_NODE) { text(root); return; }
    if (root.nodeType !== Node.ELEMENT_NODE || ["SCRIPT", "STYLE"].includes(root.tagName)) return;
    for (const name of attributes) attribute(root, name);
    for (const element of root.querySelectorAll(attributes.map((name) => `[${name}]`).join(",")))
      for (const name of attributes) attribute(element, name);
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) text(walker.currentNode);
  };
  if (window.qtxFrame) window.qtxFrame.disconnect();
  window.qtxFrame = new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "characterData") text(change.target);
      else if (change.type === "attributes") attribute(change.target, change.attributeName);
      else change.addedNodes.forEach(whole);
    }
  });
  const watch = { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: attributes };
  window.qtxFrame.observe(document.body, watch);
  whole(document.body);
})();
</script>
"""


def script(view: View) -> str:
    """The script that puts Streamlit's words into the reader's language; nothing but our own sentences goes into it."""
    said = {
        "exact": {words: view.say(f"frame.{key}") for key, words in EXACT.items()},
        "patterns": [[pattern, view.say(f"frame.{key}")] for key, pattern in PATTERNS.items()],
    }
    return SCRIPT.replace("WORDS", json.dumps(said, ensure_ascii=False).replace("</", "<\\/"))
