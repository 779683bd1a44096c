"""The classes of tags that several questions ask for."""

RELATIVE = {"WDT", "WP", "WP$"}
PAST, PRESENT = {"VBD"}, {"VBP", "VBZ", "VB"}
