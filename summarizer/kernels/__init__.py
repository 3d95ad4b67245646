"""The compiled kernels: loops in C for which numpy needs many passes, each with a numpy twin that says the same."""
