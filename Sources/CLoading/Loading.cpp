#include <dlfcn.h>

#include <cstdio>
#include <cstdlib>

#include "CLoading.h"

void *cloading_function(const char *file, const char *name) {
  // Found through the program's run path, which holds the program's own folder.
  void *const library = dlopen(file, RTLD_LAZY | RTLD_LOCAL);
  void *const function = library ? dlsym(library, name) : nullptr;
  if (!function) {
    std::fprintf(stderr, "wwww: cannot load %s, which belongs beside the program: %s\n", file,
                 dlerror());
    std::_Exit(127);
  }
  return function;
}
