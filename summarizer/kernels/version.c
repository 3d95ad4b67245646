/* The version of what the kernels take: raise it here and in library.py when an argument or a struct changes. */

#include "kernels.h"

EXPORT int kernels_version(void) { return 27; }
