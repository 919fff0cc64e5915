#pragma once
#include <algorithm>
#include <vector>

#include "CLibAV.h"

/// Frames that could not be read, and when.
class Damage {
 public:
  void note(int64_t milliseconds, int64_t count = 1) {
    frames += count;
    const int64_t time = std::max<int64_t>(0, milliseconds);
    for (clibav_span &span : spans)
      if (time >= span.first - joined && time <= span.last + joined) {
        span = {std::min(span.first, time), std::max(span.last, time)};
        return;
      }
    if (spans.size() < most)
      spans.push_back({time, time});
    else
      spans.back().last = std::max(spans.back().last, time);
  }

  int64_t count() const { return frames; }
  const std::vector<clibav_span> &stretches() const { return spans; }

 private:
  /// Stretches that lie so close together are one, in milliseconds.
  static constexpr int64_t joined = 2000;
  static constexpr size_t most = 64;
  int64_t frames = 0;
  std::vector<clibav_span> spans;
};
