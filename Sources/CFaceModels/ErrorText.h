#pragma once
#include <cstdio>
#include <exception>

#include "CFaceModels.h"

/// Runs `body`; an exception becomes a text in `error` and the value `failed`.
template <typename Result, typename Body>
Result guarded(char *error, Result failed, Body body) noexcept {
  try {
    return body();
  } catch (const std::exception &e) {
    std::snprintf(error, WWWW_ERROR_SIZE, "%s", e.what());
  } catch (...) {
    std::snprintf(error, WWWW_ERROR_SIZE, "unknown C++ exception");
  }
  return failed;
}
