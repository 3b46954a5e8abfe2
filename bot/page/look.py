"""How the pages look beyond their colours: the style sheet, and the one script they bring along."""

from __future__ import annotations

import re
from collections.abc import Mapping

import streamlit as st

from bot.language import Language
from bot.page import frame_words, parts, theme
from bot.page.view import View

PHONE = "max-width: 640px"
"""Windows that have no room for tables."""
NARROW = "max-width: 768px"
"""Windows in which Streamlit lays the sidebar over the page and the pages of the header into the sidebar."""

_STYLE = """
[data-testid="stMainBlockContainer"] { padding-top: 4.25rem; padding-bottom: 3rem; }
/* What only brings a script, and what stands elsewhere, takes no room. */
[data-testid="stElementContainer"]:has(> [data-testid="stHtml"] > script:only-child),
[data-testid="stLayoutWrapper"]:has(> .st-key-phone-nav) { position: absolute; }
h1 {
  font-size: clamp(1.75rem, 1.3rem + 2vw, 2.5rem) !important; letter-spacing: -0.01em; padding-bottom: .2rem !important;
}
h2 { font-size: 1.15rem !important; padding-top: .6rem !important; }
:is([data-testid="stCaptionContainer"], [data-testid="stCaptionContainer"] p) {
  color: var(--qtx-small) !important; opacity: 1;
}
.st-key-making :is(li, p) { color: var(--qtx-small); font-size: .9rem; }
.st-key-making [data-testid="stCaptionContainer"] [data-testid="stIconMaterial"] {
  display: inline-block; animation: qtx-turn 1.2s linear infinite;
}
@keyframes qtx-turn { to { transform: rotate(360deg); } }
@media (prefers-reduced-motion: reduce) { .st-key-making * { animation: none !important; } }
[class*="st-key-steps-"] summary, [class*="st-key-steps-"] summary * { color: var(--qtx-small) !important; opacity: 1; }
[data-testid^="stBaseButton-primary"] * { color: var(--qtx-ground) !important; }
[data-testid="stMarkdownContainer"] { line-height: 1.65; overflow-wrap: anywhere; }
[data-testid="stMarkdownContainer"] :is(ul, ol) { padding-left: 1.4rem; }
[data-testid="stMarkdownContainer"] li { margin: .15rem 0; padding-left: .1rem; }
:lang(zh) [data-testid="stMarkdownContainer"] p { text-align: left; line-height: 1.8; }
[class*="st-key-term-"] p:not(:nth-child(-n+2)) { line-height: 1.45 !important; }
[data-testid="stElementContainer"]:has(h1) + [data-testid="stElementContainer"] p { text-wrap: balance; }

/* A question stands to the right on its own ground; an answer takes the whole column. */
[data-testid="stChatMessage"] { background: transparent; padding: 0; gap: 0; }
[data-testid^="stChatMessageAvatar"] { display: none; }
[class*="st-key-asked-"] { align-items: flex-end; margin-top: 1rem; scroll-margin-top: 4.5rem; }
[class*="st-key-asked-"] [data-testid="stLayoutWrapper"] { max-width: 86%; }
[class*="st-key-asked-"] [data-testid="stChatMessage"] {
  padding: .55rem 1rem; border-radius: 1.1rem 1.1rem .3rem 1.1rem;
  background: color-mix(in srgb, var(--qtx-primary) 12%, transparent);
}
[class*="st-key-asked-"] [data-testid="stChatMessageContent"] { width: auto; margin: 0; padding: 0; }
[class*="st-key-asked-"] [data-testid="stText"] span { white-space: pre-wrap; overflow-wrap: anywhere; }
[class*="st-key-asked-"] [data-testid="stText"] { max-height: 15rem; overflow-y: auto; }

/* The markers in an answer: small round signs that open their source. */
a[href^="#source-"] {
  display: inline-block; min-width: 1.3em; padding: 0 .35em; margin: 0 .1em; border-radius: 1em; text-align: center;
  font-size: .72em; line-height: 1.6; font-weight: 600; text-decoration: none !important; vertical-align: .2em;
  color: var(--qtx-primary) !important; background: color-mix(in srgb, var(--qtx-primary) 13%, transparent);
}
a[href^="#source-"]:hover, a[href^="#source-"]:focus-visible {
  background: var(--qtx-primary); color: var(--qtx-ground) !important;
}

/* A word of the subject: dotted, explained on hover, focus or tap. */
a[href^="#term-"] {
  color: inherit !important; text-decoration: underline dotted color-mix(in srgb, var(--qtx-primary) 70%, transparent);
  text-underline-offset: .2em; cursor: help;
}
#qtx-word {
  position: fixed; z-index: 999999; max-width: min(22rem, 90vw); padding: .6rem .8rem; border-radius: .5rem;
  font-size: .88rem; line-height: 1.55; color: var(--qtx-ground); background: var(--qtx-ink);
  box-shadow: 0 4px 18px rgb(0 0 0 / .25);
}
[data-testid="stElementToolbar"] { display: none; }
:is([data-testid="stTopNavLink"], [data-testid="stSidebarNavLink"]):focus-visible {
  outline: 2px solid var(--qtx-primary) !important; outline-offset: 1px;
}
[data-testid="stPopoverBody"] { max-width: min(25rem, 92vw) !important; }
[data-testid="stPopoverBody"] code { overflow-wrap: anywhere; }
[class*="st-key-actions-"] button { color: var(--qtx-gray); }
[class*="st-key-top"] p { line-height: 1.5 !important; }
.st-key-top { scroll-margin-top: 8rem; }
.st-key-lesson { scroll-margin-top: 10rem; }

/* Conversations in the sidebar: one line each, the open one on its own ground. */
:is([class*="st-key-row-"], [class*="st-key-here-"]) {
  border-radius: .5rem; padding: 0 .5rem; flex-wrap: nowrap !important;
}
:is([class*="st-key-row-"], [class*="st-key-here-"]) > :first-child { min-width: 0; flex: 1 1 auto; }
[class*="st-key-open-"] button { justify-content: flex-start; min-height: 2.1rem; padding: .1rem 0; }
[class*="st-key-open-"] button > div { justify-content: flex-start; width: 100%; min-width: 0; }
[class*="st-key-open-"] button p { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; text-align: left; }
[class*="st-key-row-"]:hover { background: color-mix(in srgb, var(--qtx-primary) 7%, transparent); }
[class*="st-key-here-"] { background: color-mix(in srgb, var(--qtx-primary) 13%, transparent); }
[class*="st-key-here-"] [class*="st-key-open-"] button p { font-weight: 600; }
[class*="st-key-manage-"] button p {
  position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
}
[class*="st-key-manage-"] button > div > div[aria-hidden="true"] { display: none; }
.st-key-conversations [data-testid="stVerticalBlock"] { gap: .2rem; }
.st-key-conversations [data-testid="stTextInput"] { margin-bottom: .3rem; }
.st-key-conversations { max-height: 46vh; overflow-y: auto; }
button.qtx-copy {
  display: inline-flex; align-items: center; gap: .5rem; height: 2.5rem; padding: 0 .1rem; border: 0; background: none;
  font: inherit; font-size: .875rem; color: var(--qtx-gray); cursor: pointer; border-radius: .3rem;
}
button.qtx-copy:hover { color: var(--qtx-primary); }
button.qtx-copy:focus-visible { outline: 2px solid var(--qtx-primary); outline-offset: 2px; }
button.qtx-copy [translate="no"] { font-family: "Material Symbols Rounded"; font-size: 1rem; line-height: 1; }

/* The small print below an answer: sources, figures, checks. */
[class*="st-key-below-"] { gap: .5rem; }
[class*="st-key-below-"] h2 {
  color: var(--qtx-gray); font-family: inherit; font-size: .85rem !important; font-weight: 600;
  padding: .4rem 0 1.1rem !important;
}
[class*="st-key-source-"] blockquote {
  border-left: 3px solid var(--qtx-primary); color: inherit; opacity: 1;
}
[class*="st-key-source-"] { scroll-margin-top: 5rem; }
[class*="st-key-source-"] summary .stMarkdownColoredText { white-space: nowrap; }
[class*="st-key-missing-"] {
  padding: .7rem 1rem; border-left: 3px solid var(--qtx-orange); border-radius: 0 .6rem .6rem 0;
  background: color-mix(in srgb, var(--qtx-orange) 9%, transparent);
}
[class*="st-key-suggest-"] button { justify-content: flex-start; min-height: 2.75rem; padding: .4rem 1rem; }
[class*="st-key-suggest-"] button > div { justify-content: flex-start; text-align: left; }
[class*="st-key-suggest-"] button [data-testid="stIconMaterial"] { color: var(--qtx-primary); }

/* The key of a chart: what its lines and grounds stand for. */
.qtx-key {
  display: flex; flex-wrap: wrap; gap: .2rem 1.1rem; margin: .2rem 0 -.3rem !important; padding: 0 !important;
  list-style: none; font-size: .84rem; color: var(--qtx-small);
}
.qtx-key li { display: inline-flex; align-items: center; gap: .45rem; }
.qtx-key span { display: inline-block; width: 1.1rem; flex: none; border-top: 2px solid currentColor; }
.qtx-key .dashes { border-top-style: dashed; }
.qtx-key .dotted { width: 0; height: .85rem; border-top: 0; border-left: 2px dotted currentColor; }
.qtx-key .ground {
  width: .85rem; height: .85rem; border: 0; border-radius: .2rem; background: currentColor; opacity: .45;
}
[class*="st-key-origin-"] { flex-wrap: nowrap !important; margin-top: -.6rem; }
[class*="st-key-origin-"] > :first-child { flex: 1 1 auto; min-width: 0; }
[class*="st-key-origin-"] > :last-child { flex: none; }

/* The lessons as steps of a way. */
.qtx-done { margin: 0 0 .5rem; font-size: .875rem; }
.qtx-way { display: flex; gap: .35rem; margin-bottom: .4rem; }
.qtx-way span {
  flex: 1; padding: .15rem 0; border-radius: .35rem; text-align: center; font-size: .8rem; line-height: 1.5;
  color: var(--qtx-small); background: color-mix(in srgb, var(--qtx-primary) 7%, transparent);
}
.qtx-way .begun { background: color-mix(in srgb, var(--qtx-primary) 24%, transparent); color: var(--qtx-ink); }
.qtx-way .done { background: var(--qtx-primary); color: var(--qtx-ground); font-weight: 600; }
.qtx-way .here { box-shadow: 0 0 0 2px var(--qtx-ground), 0 0 0 3.5px var(--qtx-primary); }

/* On a phone the header hides the pages in the sidebar: they stand in its empty room instead. */
.st-key-phone-nav { display: none; }
@media (NARROW) {
  .st-key-phone-nav {
    display: flex; position: fixed; top: 0; left: 3.6rem; right: 0; z-index: 999990; width: auto; height: 3.75rem;
    flex-wrap: nowrap !important; align-items: center; overflow-x: auto; scrollbar-width: none;
  }
  .st-key-phone-nav > * { flex: none; width: auto !important; }
  .st-key-phone-nav a { padding: .3rem .5rem; white-space: nowrap; }
  .st-key-phone-nav a > :has(> [data-testid="stIconMaterial"]) { display: none; }
}

/* Tables: figures in a row on a desk, one under the other on a phone. */
[data-testid="stTable"] { overflow-x: auto; }
[data-testid="stTable"] table { font-size: .9rem; }
[data-testid="stTable"] :is(th, td) { vertical-align: top; padding-left: .3rem !important; text-align: left; }
[data-testid="stTable"] td p { margin: 0; }
[data-testid="stTable"] td:nth-child(2) { font-variant-numeric: tabular-nums; white-space: nowrap; }
@media (PHONE) {
  [data-testid="stMainBlockContainer"] { padding-left: 1rem; padding-right: 1rem; }
  .st-key-strip [data-testid="stHorizontalBlock"] { gap: .6rem; }
  .st-key-strip [data-testid="stColumn"] {
    min-width: calc(50% - .6rem) !important; flex: 1 1 calc(50% - .6rem) !important;
  }
  [class*="st-key-figures-"] thead { display: none; }
  [class*="st-key-figures-"] tr { display: block; padding: .5rem 0; border-bottom: 1px solid var(--qtx-border); }
  [class*="st-key-figures-"] td {
    display: inline-block; border: 0 !important; padding: .1rem .6rem .1rem 0 !important;
  }
  [class*="st-key-figures-"] td:first-child { display: block; font-weight: 600; }
}
@media print {
  [data-testid="stSidebar"], [data-testid="stHeader"], [data-testid="stBottom"], [class*="st-key-suggest-"] {
    display: none !important;
  }
}
"""

# Tells screen readers and fonts the language of the page, lets a marker open its source and a word its definition.
# Nothing from a question, a passage or a tool goes into it.
_SCRIPT = """
<script>
document.documentElement.lang = "LANGUAGE";
if (!window.qtxReady) {
  window.qtxReady = true;
  document.addEventListener("click", (event) => {
    const marker = event.target.closest && event.target.closest('a[href^="#source-"]');
    if (!marker) return;
    event.preventDefault();
    const place = document.querySelector(".st-key-" + marker.getAttribute("href").slice(1));
    const summary = place && place.querySelector("summary");
    if (!summary) return;
    if (!summary.parentElement.open) summary.click();
    summary.focus({ preventScroll: true });
    place.scrollIntoView({ behavior: "smooth", block: "center" });
  }, true);

  const word = (event) => event.target.closest && event.target.closest('a[href^="#term-"]');
  const hide = () => { const shown = document.getElementById("qtx-word"); if (shown) shown.remove(); };
  const show = (link) => {
    hide();
    const text = link.dataset.explained || link.getAttribute("title");
    if (!text) return;
    link.dataset.explained = text;
    link.removeAttribute("title");
    const box = document.createElement("div");
    box.id = "qtx-word";
    box.setAttribute("role", "tooltip");
    box.textContent = text;
    document.body.appendChild(box);
    link.setAttribute("aria-describedby", "qtx-word");
    const at = link.getBoundingClientRect();
    const below = at.bottom + box.offsetHeight + 12 < window.innerHeight;
    box.style.top = (below ? at.bottom + 6 : at.top - box.offsetHeight - 6) + "px";
    box.style.left = Math.max(8, Math.min(at.left, window.innerWidth - box.offsetWidth - 8)) + "px";
  };
  document.addEventListener("click", (event) => {
    const link = word(event);
    if (!link) { hide(); return; }
    event.preventDefault();
    show(link);
  }, true);
  document.addEventListener("mouseover", (event) => { const link = word(event); if (link) show(link); });
  document.addEventListener("mouseout", (event) => { if (word(event)) hide(); });
  document.addEventListener("focusin", (event) => { const link = word(event); if (link) show(link); else hide(); });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
  document.addEventListener("scroll", hide, true);

  // On a phone the sidebar lies over the page: what was chosen in it is behind it.
  document.addEventListener("click", (event) => {
    if (!matchMedia("(NARROW)").matches || !event.target.closest) return;
    if (!event.target.closest('.st-key-new button, [class*="st-key-open-"] button')) return;
    const collapse = document.querySelector('[data-testid="stSidebarCollapseButton"] button');
    if (collapse) setTimeout(() => collapse.click());
  });
}
</script>
"""


_SCROLL = """
<script>
if (!"ONCE" || window.qtxShown !== "ONCE") {
  window.qtxShown = "ONCE";
  let left = false;
  const over = new AbortController();
  for (const sign of ["wheel", "touchstart", "keydown", "mousedown"])
    addEventListener(sign, (event) => { left ||= event.isTrusted; }, { passive: true, signal: over.signal });
  const put = () => {
    const place = document.querySelector(".st-key-PLACE");
    if (!place || left) return;
    // Streamlit rolls a chat to its end; a turn of the wheel, even one of nobody's, makes it leave off.
    place.closest('[data-testid="stAppScrollToBottomContainer"]')?.dispatchEvent(new WheelEvent("wheel"));
    place.scrollIntoView({ behavior: "instant", block: "start" });
  };
  addEventListener("scroll", put, { capture: true, signal: over.signal });
  for (const wait of [0, 60, 300, 700, 1500, 3000]) setTimeout(put, wait);
  setTimeout(() => over.abort(), 3000);
}
</script>
"""


def apply(language: Language) -> None:
    """Puts the style sheet and the script into the page."""
    style = _STYLE.replace("PHONE", PHONE).replace("NARROW", NARROW)
    st.html(f"<style>{_colours()}{style}</style>")
    script = (
        _SCRIPT.replace("LANGUAGE", language).replace("NARROW", NARROW)
        + frame_words.script(View(language))
        + parts.script()
    )
    st.html(script, unsafe_allow_javascript=True)


def remember(name: str, word: str) -> None:
    """Has the browser keep a word of letters and digits under a name, and tell it to this server only."""
    if not re.fullmatch(r"[a-z-]+", name) or not re.fullmatch(r"[0-9a-z]+", word):
        raise ValueError(name)
    cookie = f"{name}={word}; path=/; max-age=34560000; SameSite=Strict"
    st.html(f"<script>document.cookie = '{cookie}';</script>", unsafe_allow_javascript=True)


def show(key: str, once: str = "") -> None:
    """Brings the container with this key to the top of the window; once per `once`, unless the reader moves."""
    place, word = (re.sub(r"[^a-z0-9-]", "", each) for each in (key, once))
    st.html(_SCROLL.replace("PLACE", place).replace("ONCE", word), unsafe_allow_javascript=True)


def _colours() -> str:
    """The colours of the theme that is shown, where the server knows it; else those of the reader's system."""
    light, dark = (f":root {{ {_variables(colours)} }}" for colours in (theme.LIGHT, theme.DARK))
    shown = getattr(st.context.theme, "type", None)
    if shown in {"light", "dark"}:
        return dark if shown == "dark" else light
    return f"{light} @media (prefers-color-scheme: dark) {{ {dark} }}"


def _variables(colours: Mapping[str, str]) -> str:
    names = {
        "primary": "primaryColor",
        "ground": "backgroundColor",
        "border": "borderColor",
        "orange": "orangeColor",
        "gray": "grayColor",
        "ink": "textColor",
        "small": "grayTextColor",
    }
    return " ".join(f"--qtx-{name}: {colours[option]};" for name, option in names.items())
