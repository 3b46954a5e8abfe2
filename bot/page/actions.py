"""What a reader can do with an answer: copy it, have it again, change the question, take it along, link to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from html import escape
from urllib.parse import quote, urlsplit

import streamlit as st

from bot import export
from bot.answer import Answer
from bot.export import Entry
from bot.page import feedback, talk
from bot.page.downloads import offer
from bot.page.talk import Turn
from bot.page.view import View
from bot.settings import Settings

# Copies what stands on the page: the text with its markers, then the titles of its sources. Nothing is sent anywhere.
_COPY = """
<script>
if (!window.qtxCopies) {
  window.qtxCopies = true;
  const written = (number) => {
    const place = document.querySelector(".st-key-text-" + number);
    if (!place) return "";
    const copy = place.cloneNode(true);
    for (const marker of copy.querySelectorAll('a[href^="#source-"]')) marker.textContent = `[${marker.textContent}]`;
    copy.style.cssText = "position:fixed;left:-200vw;width:60rem";
    document.body.appendChild(copy);
    const text = copy.innerText.trim();
    copy.remove();
    const sources = [...document.querySelectorAll('[class*="st-key-source-' + number + '-"] summary')]
      .map((each) => each.innerText.replace(/^[^0-9]*([0-9]+)\\s+/, "[$1] ").replace(/\\s+/g, " ").trim());
    const disclaimer = document.querySelector(".st-key-disclaimer-" + number);
    return [text, sources.join("\\n"), disclaimer ? disclaimer.innerText.trim() : ""].filter(Boolean).join("\\n\\n");
  };
  const put = async (text) => {
    if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
    const field = document.createElement("textarea");
    field.value = text;
    document.body.appendChild(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest && event.target.closest("button.qtx-copy");
    if (!button) return;
    put(written(button.dataset.number)).then(() => {
      const label = button.querySelector("[role=status]");
      const before = label.textContent;
      label.textContent = button.dataset.done;
      setTimeout(() => { label.textContent = before; }, 2000);
    });
  });
}
</script>
"""


def prepare() -> None:
    """Brings the script of the copy buttons; once a page."""
    st.html(_COPY, unsafe_allow_javascript=True)


def draw(view: View, turn: Turn, number: int, settings: Settings, ask_next: Callable[[str], None]) -> None:
    """The row below an answer."""
    answer = turn.answer
    if answer is None:
        return
    with st.container(key=f"actions-{number}", horizontal=True, gap="small", vertical_alignment="center"):
        _copy(view, number)
        st.button(
            view.say("actions.again"),
            key=f"again-{number}",
            icon=":material/refresh:",
            type="tertiary",
            on_click=ask_next,
            args=(answer.question,),
        )
        with (
            st.popover(view.say("actions.edit"), icon=":material/edit:", type="tertiary", key=f"edit-{number}"),
            st.form(f"edit-form-{turn.mark}", border=False),
        ):
            changed = st.text_area(view.say("actions.question"), answer.question, key=f"changed-{turn.mark}")
            if st.form_submit_button(view.say("actions.ask"), type="primary") and changed.strip():
                ask_next(changed)
                st.rerun()
        with st.popover(view.say("actions.export"), icon=":material/download:", type="tertiary", key=f"take-{number}"):
            take_along(view, [answer], f"answer-{number}")
            st.caption(view.say("actions.link"))
            st.code(link(turn, answer), language=None, wrap_lines=True)
        feedback.draw(view, turn, answer, settings)


def take_along(view: View, taken: Sequence[Entry], place: str) -> None:
    """Answers as files; each is written when it is asked for."""
    for kind, write, name in (("md", export.markdown, "qt-answer.md"), ("html", export.brief, "qt-brief.html")):
        label = view.say("actions.markdown" if kind == "md" else "actions.brief")
        offer(label, partial(write, list(taken)), name, f"{kind}-{place}", width="stretch")


def take_conversation_along(view: View) -> None:
    """The whole conversation as files, for the sidebar."""
    taken = talk.current().entries
    if any(isinstance(each, Answer) for each in taken):
        with st.popover(view.say("actions.export_all"), icon=":material/download:", width="stretch", key="take-all"):
            take_along(view, taken, "conversation")


def link(turn: Turn, answer: Answer) -> str:
    """The address of one answer; of its question, where the answer is not kept."""
    place = urlsplit(getattr(st.context, "url", None) or "")
    page = f"{place.scheme}://{place.netloc}/" if place.netloc else ""
    kept = talk.current().id
    if not (kept and turn.id):
        return f"{page}?q={quote(answer.question)}"
    return f"{page}?{talk.CONVERSATION}={kept}&{talk.ANSWER}={turn.id}"


def _copy(view: View, number: int) -> None:
    label, done = escape(view.say("actions.copy")), escape(view.say("actions.copied"), quote=True)
    st.html(
        f'<button type="button" class="qtx-copy" data-number="{number}" data-done="{done}">'
        f'<span aria-hidden="true" translate="no">content_copy</span><span role="status">{label}</span></button>',
        width="content",
    )
