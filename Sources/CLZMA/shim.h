#include <lzma.h>

// Swift does not import these macros.
static inline lzma_stream clzma_stream(void) {
  lzma_stream stream = LZMA_STREAM_INIT;
  return stream;
}

static inline uint32_t clzma_concatenated(void) { return LZMA_CONCATENATED; }
