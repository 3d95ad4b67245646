"""The signals that stop a process of the server; used by `server` and `gunicorn_worker`.

Blocked from before the fork until the process has its own handlers. Those of the parent queue a signal and do
nothing with it in the child, so it would go on taking requests until it is killed.
"""

import signal

STOP_SIGNALS = (signal.SIGTERM, signal.SIGQUIT)
