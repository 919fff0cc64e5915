// Libraries of our own that are loaded when they are first needed.
//
// OpenCV and libav bring hundreds of shared libraries, which take longer to load than most questions
// take to answer. So the functions that use them live in libraries beside the program, and the
// functions of the headers pass their calls on.
#ifndef CLOADING_H
#define CLOADING_H

#ifdef __cplusplus
extern "C" {
#endif

/// The function called `name` in the library `file`, which belongs beside the program. Ends the
/// program as the dynamic loader does where the library or the function is missing.
void *cloading_function(const char *file, const char *name);

#ifdef __cplusplus
}

/// Defines a function that passes its call on to its namesake in the library `file`.
#define CLOADING_PASS_ON(file, result, name, parameters, arguments)                               \
  result name parameters {                                                                        \
    static auto *const function = reinterpret_cast<decltype(&name)>(cloading_function(file, #name)); \
    return function arguments;                                                                    \
  }
#endif
#endif
