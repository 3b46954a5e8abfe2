"""The course of a learner on one page to print: what was done, what to read again, and the disclaimer. Pure."""

from __future__ import annotations

from datetime import date
from html import escape

from bot.page.progress import Progress, questions
from bot.page.view import View
from knowledge import load
from knowledge.lessons import Lesson, lessons
from knowledge.load import CUTOFF

_STYLE = (
    "body{font:16px/1.6 system-ui,'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif;color:#1d2a31;"
    "background:#fcfbf8;max-width:46rem;margin:2.5rem auto;padding:0 1.2rem}h1{font-size:1.5rem;line-height:1.3}"
    "h2{font-size:1.05rem;margin:1.8rem 0 .4rem;color:#0b6472}h3{font-size:.95rem;margin:1rem 0 .2rem}"
    "table{border-collapse:collapse;width:100%;font-size:.9rem}td,th{border-bottom:1px solid #dedad0;"
    "padding:.35rem .5rem;text-align:left;vertical-align:top}footer{color:#5f6b73;font-size:.85rem;margin-top:2rem;"
    "border-top:1px solid #dedad0;padding-top:.8rem}@media print{body{margin:0;background:#fff}tr{break-inside:avoid}}"
)


def page(view: View, progress: Progress, today: date) -> str:
    """The summary as HTML without scripts or foreign addresses."""
    course = lessons()
    told = _said(
        view,
        "standing",
        done=progress.done,
        total=len(course),
        right=progress.right,
        questions=questions(),
        exercises=progress.exercises,
    )
    heading = _said(view, "title", learner=progress.learner) if progress.learner else _said(view, "title_unnamed")
    again = [part for lesson in course for part in _again(view, progress, lesson)]
    body = [
        f"<h1>{heading}</h1><p>{escape(view.script(view.phrases.date(today)))}. {told}</p>",
        f"<h2>{_said(view, 'lessons')}</h2>{_table(view, progress)}",
        *([f"<h2>{_said(view, 'again')}</h2>", *again] if again else []),
        f"<footer>{_said(view, 'cutoff', date=view.phrases.date(CUTOFF))}<br>"
        f"{escape(view.script(view.phrases.say('disclaimer')))}</footer>",
    ]
    return (
        f'<!doctype html>\n<html lang="{view.language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{heading}</title><style>{_STYLE}</style></head><body>\n" + "\n".join(body) + "\n</body></html>\n"
    )


def _table(view: View, progress: Progress) -> str:
    heads = "".join(f"<th>{_said(view, name)}</th>" for name in ("lesson", "aim", "questions", "exercise"))
    rows = []
    for number, lesson in enumerate(lessons(), start=1):
        right = f"{progress.quiz_right(lesson)} / {len(lesson.quiz)}"
        done = _said(view, "yes" if progress.is_right(lesson.id, "exercise") else "no")
        title = escape(view.script(lesson.title_in(view.content)))
        aim = escape(view.script(lesson.aim_in(view.content)))
        rows.append(f"<tr><td>{number}. {title}</td><td>{aim}</td><td>{right}</td><td>{done}</td></tr>")
    return f"<table><tr>{heads}</tr>{''.join(rows)}</table>"


def _again(view: View, progress: Progress, lesson: Lesson) -> list[str]:
    """The questions that went wrong last, each with its explanation and the section to read again."""
    parts = []
    for number, question in enumerate(lesson.quiz):
        step = progress.steps.get(lesson.id, {}).get(f"quiz-{number}")
        if step is None or step.right:
            continue
        section = load.passage(question.section, view.content)
        read = _said(view, "read", section=section.title) if section else ""
        parts.append(
            f"<h3>{escape(view.script(question.question_in(view.content)))}</h3>"
            f"<p>{escape(view.script(question.explanation_in(view.content)))} {read}</p>"
        )
    return parts


def _said(view: View, key: str, **values: object) -> str:
    return escape(view.script(view.phrases.say(f"page.learn.summary.{key}", **values)))
