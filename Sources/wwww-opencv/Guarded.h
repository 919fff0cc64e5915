#pragma once
#include <cstdio>
#include <exception>
#include <opencv2/core.hpp>

#include "COpenCV.h"

/// Runs `body`; an exception becomes a text in `error` and the value `failed`.
template <typename Result, typename Body>
Result guarded(char *error, Result failed, Body body) noexcept {
  try {
    return body();
  } catch (const cv::Exception &e) {
    std::snprintf(error, COPENCV_ERROR_SIZE, "%s", e.err.c_str());
  } catch (const std::exception &e) {
    std::snprintf(error, COPENCV_ERROR_SIZE, "%s", e.what());
  } catch (...) {
    std::snprintf(error, COPENCV_ERROR_SIZE, "unknown C++ exception");
  }
  return failed;
}

/// The caller's pixels as a matrix, without a copy.
inline cv::Mat matrix(const uint8_t *rgb, int32_t width, int32_t height) {
  return cv::Mat(height, width, CV_8UC3, const_cast<uint8_t *>(rgb));
}
