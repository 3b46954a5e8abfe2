"""Streamlit's own command line, in a process that opens what pages need while the first browser still loads.

`python -m bot.page.server run APP OPTIONS` is `streamlit run APP OPTIONS` with that beside it.
"""

from __future__ import annotations

from streamlit.web.cli import main

from bot.page.warm import begin

if __name__ == "__main__":
    begin()
    main(prog_name="streamlit")
