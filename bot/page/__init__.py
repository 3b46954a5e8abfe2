"""The Streamlit pages: a view of the one path in `bot.ask`."""
