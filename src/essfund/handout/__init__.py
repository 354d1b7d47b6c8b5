"""The sheet to hand over after an appointment, letters and calendars."""
