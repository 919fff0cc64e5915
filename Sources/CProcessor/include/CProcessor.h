// Whether this processor runs the code that the package is built for.
#ifndef CPROCESSOR_H
#define CPROCESSOR_H

#include <stdbool.h>

/// False where the build uses AVX2 and FMA and the processor lacks them.
bool cprocessor_is_supported(void);

#endif
