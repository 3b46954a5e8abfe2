"""What stands before a reader comes to it: opened once, for everybody, and without asking anybody."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from bot import gather
from bot.page import parts, warm
from bot.settings import Settings
from knowledge import search
from tests.conftest import TODAY
from tests.page import browser as chromium
from tests.page.browser import opened
from tests.publishers import Publishers, histories

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def test_many_who_ask_at_once_share_one_index(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "index").symlink_to(settings.home / "index")
    fresh = replace(settings, home=tmp_path)
    loaded: list[Path] = []
    before = search.open_index

    def counted(folder: Path) -> search.Index:
        loaded.append(folder)
        return before(folder)

    monkeypatch.setattr(search, "open_index", counted)
    alone = gather.index(fresh)
    for_one = len(loaded)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "index").symlink_to(settings.home / "index")
    readers = [replace(fresh, home=tmp_path / "other", offline=bool(number % 2)) for number in range(8)]
    with ThreadPoolExecutor(len(readers)) as threads:
        found = list(threads.map(gather.index, readers))
    assert all(each is found[0] for each in found) and found[0] is not alone
    assert len(loaded) == 2 * for_one, "eight readers at once load it as often as one does"


def test_pages_are_made_ready_without_asking_a_publisher_or_a_model(
    page: AppTest, home: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warm, "QUIET", 0.0)
    (tmp_path / "index").symlink_to(home / "index")
    with Publishers(histories(TODAY)) as publishers:
        urls = tuple(publishers.urls.items())
        settings = Settings(home=tmp_path, today=TODAY, urls=urls, model="nobody:such-a-model")
        known = {each.ident for each in threading.enumerate()}
        warm.warm_up(settings)
        for thread in threading.enumerate():
            if thread.name == "warm-up" and thread.ident not in known:
                thread.join(timeout=120)
                assert not thread.is_alive()
        assert publishers.requests == []
    assert not page.exception and not caplog.records, caplog.text


def test_the_parts_that_are_fetched_ahead_are_parts_of_the_installed_streamlit() -> None:
    folder = Path(st.__file__).parent / "static" / "static" / "js"
    assert [name.split(".")[0] for name in parts.files()] == list(parts.PARTS)
    assert all((folder / name).is_file() for name in parts.files())


@pytest.mark.browser
@pytest.mark.skipif(bool(chromium.WHY_NOT), reason=chromium.WHY_NOT or "-")
def test_what_draws_charts_has_come_while_the_reader_is_still_in_the_chat(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        page.wait_for_function(
            """(names) => { const come = performance.getEntriesByType("resource").map((each) => each.name);
            return names.every((name) => come.some((each) => each.endsWith("/static/js/" + name))); }""",
            arg=list(parts.files()),
        )
        assert page.get_by_test_id("stVegaLiteChart").count() == 0
        page.wait_for_function("document.getElementById('vega-embed-style') && !document.querySelector('.vega-embed')")


@pytest.mark.browser
@pytest.mark.skipif(bool(chromium.WHY_NOT), reason=chromium.WHY_NOT or "-")
def test_the_chart_that_is_drawn_out_of_sight_is_one_that_vega_draws(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        marks = page.evaluate(
            """async ([name, chart]) => {
            const own = document.querySelector('script[type="module"][src*="static/js/"]');
            const load = Object.values(await import(new URL(name, own.src)))[0];
            const place = document.body.appendChild(document.createElement("div"));
            await (await load()).embed(place, chart, { actions: false, renderer: "svg" });
            return [...place.querySelectorAll("[class*='role-mark']")].map((each) => each.getAttribute("class")); }""",
            [next(name for name in parts.files() if name.startswith("loadVegaEmbed")), parts.TRIAL],
        )
    assert {mark.split()[0] for mark in marks} >= {"mark-rect", "mark-rule", "mark-line", "mark-symbol"}
