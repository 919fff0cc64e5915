#pragma once
#include <cstddef>
#include <cstdint>

// What a process needs that serves another.

/// Reads from the owner; false where it is gone.
bool read_all(void *to, size_t count);
bool write_all(const void *from, size_t count);
/// A signal that nobody handles ends the process when so many seconds of computing are over; 0 stop the
/// clock.
void allow(int32_t seconds);
void limit_memory(int64_t bytes);
/// Ends this process with its owner's, also while it is busy.
void end_with_owner();

/// Reads one video for the owner; see CLibAVWorker.h.
void serve_video();
