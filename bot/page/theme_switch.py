"""The switch between the system's, the light and the dark theme.

Streamlit keeps the reader's theme in the browser, for each page by itself, and reads it when a page is loaded: the
switch writes it there for all pages and loads the page again. Nothing of it reaches the server.
"""

from __future__ import annotations

import streamlit as st

from bot.page.view import View

PATHS = ("", "today", "learn", "lab", "check", "sources")
"""The addresses of the pages."""

_HTML = '<div class="name" id="name"></div><div class="choices" role="group" aria-labelledby="name"></div>'

_CSS = """
.name { font-size: .875rem; margin-bottom: .3rem; color: var(--st-text-color); }
.choices { display: flex; width: 100%; }
button {
  flex: 1; min-height: 2.5rem; padding: .25rem .5rem; font: inherit; font-size: .875rem; cursor: pointer;
  color: var(--st-text-color); background: var(--st-background-color); border: 1px solid var(--st-border-color);
}
button + button { border-left: 0; }
button:first-child { border-radius: .6rem 0 0 .6rem; }
button:last-child { border-radius: 0 .6rem .6rem 0; }
button[aria-pressed="true"] {
  color: var(--st-primary-color); font-weight: 600; box-shadow: inset 0 0 0 1px var(--st-primary-color);
}
button:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 2px; }
"""

_JS = """
export default function ({ parentElement, data }) {
  const KEPT = /^stActiveTheme-(.*)-v(\\d+)$/;
  const versions = Object.keys(localStorage).map((key) => KEPT.exec(key)).filter(Boolean).map((found) => +found[2]);
  const version = Math.max(2, ...versions);
  const here = location.pathname;
  const last = data.paths.filter((path) => path && here.endsWith("/" + path))[0] || "";
  const base = here.slice(0, here.length - last.length);
  const key = (path) => `stActiveTheme-${path}-v${version}`;
  const now = (localStorage.getItem(key(here)) || '"System"').replaceAll('"', "");
  parentElement.querySelector(".name").textContent = data.name;
  const choices = parentElement.querySelector(".choices");
  choices.replaceChildren(...Object.entries(data.choices).map(([theme, label]) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.setAttribute("aria-pressed", String(theme === now));
    button.onclick = () => {
      if (theme === now) return;
      for (const path of data.paths) localStorage.setItem(key(base + path), JSON.stringify(theme));
      location.reload();
    };
    return button;
  }));
}
"""

_switch = st.components.v2.component("qtx_theme_switch", html=_HTML, css=_CSS, js=_JS)


def draw(view: View) -> None:
    """The switch, in the reader's language."""
    choices = {name: view.say(f"themes.{name.lower()}") for name in ("System", "Light", "Dark")}
    _switch(key="theme-switch", data={"name": view.say("themes.theme"), "choices": choices, "paths": list(PATHS)})
