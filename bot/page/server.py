# ruff: noqa: E402 - the path is put right before anything of ours is imported
"""Streamlit's own command line, in a process that opens what pages need while the first browser still loads.

`python bot/page/server.py run APP OPTIONS` is `streamlit run APP OPTIONS` with that beside it.
"""

from __future__ import annotations

import sys
from pathlib import Path

_HERE, _ROOT = str(Path(__file__).parent), str(Path(__file__).parents[2])
# Python puts this folder first on the path, where `chat` or `view` would shadow others.
sys.path[:] = [_ROOT, *(each for each in sys.path if each not in {_HERE, _ROOT})]

from streamlit.web.cli import main

from bot.page.warm import begin

if __name__ == "__main__":
    begin()
    main(prog_name="streamlit")
