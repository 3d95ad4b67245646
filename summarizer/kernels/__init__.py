"""The compiled kernels: loops for which numpy needs many passes, in C; numpy can do all of them too."""
