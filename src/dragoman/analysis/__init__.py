"""Analysis: relations between actors, their positions over time, what they promised, and who relies on whom."""
