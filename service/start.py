"""The start of the command `khulasa`, before anything of the library is imported.

It lies outside the library: where another distribution has overwritten `summarizer`, nothing in it can be
imported, and the command would end in a traceback of that distribution.
"""

import sys
from typing import NoReturn

from service.installation import describe_other_package, is_library

_OVERWRITTEN = 14


def run_command() -> NoReturn:
    """Run the command, or say in one line that `summarizer` is not the library of this project."""
    if not is_library():
        print(f"khulasa: {describe_other_package()}", file=sys.stderr)
        sys.exit(_OVERWRITTEN)
    from summarizer.command.startup import prepare_process

    prepare_process()
    from summarizer.command.main import main

    main()
