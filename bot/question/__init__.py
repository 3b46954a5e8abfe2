"""What a question asks: its kind and subject, the days, series and amounts it names."""
