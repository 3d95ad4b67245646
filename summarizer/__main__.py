"""``python -m summarizer`` is the command ``khulasa``."""

from typing import NoReturn

from summarizer.command.startup import prepare_process


def run_command() -> NoReturn:
    """Run the command and exit with its code."""
    prepare_process()
    from summarizer.command.main import main

    main()


if __name__ == "__main__":
    run_command()
