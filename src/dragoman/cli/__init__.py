"""The command line: `dragoman --help` lists the commands."""
