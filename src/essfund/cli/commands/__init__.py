"""One module a command: a record of its options with `run`, listed in `essfund.cli.command_list`."""
