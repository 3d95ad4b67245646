"""``python -m summarizer`` is the command ``khulasa``."""

from summarizer.command.main import main

if __name__ == "__main__":
    main()
