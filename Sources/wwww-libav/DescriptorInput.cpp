#include "DescriptorInput.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

DescriptorInput::DescriptorInput(int descriptor) : descriptor(descriptor) {
  struct stat status;
  size = fstat(descriptor, &status) == 0 ? int64_t(status.st_size) : 0;
  const int capacity = 1 << 16;
  auto *buffer = static_cast<uint8_t *>(required(av_malloc(capacity)));
  io = avio_alloc_context(buffer, capacity, 0, this, read, nullptr, seek);
  if (!io) {
    av_free(buffer);
    throw std::bad_alloc();
  }
}

DescriptorInput::~DescriptorInput() {
  av_freep(&io->buffer);
  avio_context_free(&io);
}

int DescriptorInput::read(void *opaque, uint8_t *buffer, int count) {
  auto *input = static_cast<DescriptorInput *>(opaque);
  ssize_t got;
  do got = pread(input->descriptor, buffer, size_t(count), input->position);
  while (got < 0 && errno == EINTR);
  if (got < 0) {
    input->hasFailed = true;
    return AVERROR(errno);
  }
  if (got == 0) return AVERROR_EOF;
  input->position += got;
  return int(got);
}

int64_t DescriptorInput::seek(void *opaque, int64_t offset, int whence) {
  auto *input = static_cast<DescriptorInput *>(opaque);
  switch (whence & ~AVSEEK_FORCE) {
    case AVSEEK_SIZE: return input->size;
    case SEEK_SET: break;
    case SEEK_CUR: offset += input->position; break;
    case SEEK_END: offset += input->size; break;
    default: return AVERROR(EINVAL);
  }
  if (offset < 0) return AVERROR(EINVAL);
  return input->position = offset;
}
