#include "CProcessor.h"

bool cprocessor_is_supported(void) {
#if defined(__x86_64__) && !defined(WWWW_PORTABLE)
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
#else
  return true;
#endif
}
