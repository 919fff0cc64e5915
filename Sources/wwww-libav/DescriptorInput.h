#pragma once
#include "Handles.h"

/// Reads a file through its descriptor, so that libav opens none.
class DescriptorInput {
 public:
  explicit DescriptorInput(int descriptor);
  ~DescriptorInput();
  DescriptorInput(const DescriptorInput &) = delete;

  AVIOContext *context() { return io; }
  /// Whether the operating system failed to read.
  bool failed() const { return hasFailed; }

 private:
  static int read(void *opaque, uint8_t *buffer, int size);
  static int64_t seek(void *opaque, int64_t offset, int whence);

  int descriptor;
  int64_t position = 0;
  int64_t size;
  bool hasFailed = false;
  AVIOContext *io;
};
