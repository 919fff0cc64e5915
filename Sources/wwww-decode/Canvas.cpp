#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>

#include "CJPEG.h"
#include "Decoding.h"

namespace {

/// Output memory that is kept from one picture to the next; what is larger is given back.
const size_t kept_size = size_t(64) << 20;
uint8_t *mapped = nullptr;
size_t mapped_size = 0;

}  // namespace

uint8_t *output_memory(size_t count) {
  const size_t page = 1 << 16;
  const size_t size = std::max(page, (count + page - 1) / page * page);
  if (mapped && (size > mapped_size || mapped_size > std::max(kept_size, size))) {
    munmap(mapped, mapped_size);
    mapped = nullptr;
  }
  if (!mapped) {
    if (ftruncate(CDECODING_OUTPUT, off_t(size)) != 0) throw std::bad_alloc();
    void *memory =
        mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED, CDECODING_OUTPUT, 0);
    if (memory == MAP_FAILED) throw std::bad_alloc();
    mapped = static_cast<uint8_t *>(memory);
    mapped_size = size;
  }
  return mapped;
}

Canvas::Canvas(const cdecoding_request &request, const cdecoding_region *regions,
               cdecoding_reply &reply)
    : request(request), regions(regions), reply(reply) {
  reply.picture_count = 1;
}

void Canvas::check_size(int64_t width, int64_t height) const {
  if (width <= 0 || height <= 0) throw Failure(CDECODING_DAMAGED, "the picture has no pixels");
  if (width > INT32_MAX || height > INT32_MAX || width * height > request.largest_pixel_count) {
    throw Failure(CDECODING_TOO_LARGE,
                  std::to_string(width) + " × " + std::to_string(height) + " pixels");
  }
}

uint8_t *Canvas::output(size_t count) {
  reply.count = count;
  return output_memory(count);
}

uint8_t *Canvas::whole(int64_t width, int64_t height) {
  check_size(width, height);
  reply.stored_width = reply.width = int32_t(width);
  reply.stored_height = reply.height = int32_t(height);
  const size_t count = size_t(width) * size_t(height) * 3;
  if (request.region_count > 0) {
    scratch.resize(count);
    pixels = scratch.data();
  } else {
    pixels = output(count);
  }
  return pixels;
}

/// The region's part inside a picture of this size; empty where they do not meet.
static cjpeg_region clipped(const cdecoding_region &region, int32_t width, int32_t height) {
  const cjpeg_region part = {std::max(0, region.left), std::max(0, region.top),
                             std::min(width, region.right), std::min(height, region.bottom)};
  return part.left < part.right && part.top < part.bottom ? part : cjpeg_region{0, 0, 0, 0};
}

static size_t size(const cjpeg_region &region) {
  return size_t(region.right - region.left) * size_t(region.bottom - region.top) * 3;
}

void Canvas::finish() {
  if (!pixels) return;
  const int32_t width = reply.stored_width, height = reply.stored_height;
  if (request.region_count > 0) {
    size_t total = 0;
    for (uint32_t r = 0; r < request.region_count; ++r) {
      total += size(clipped(regions[r], width, height));
    }
    uint8_t *to = output(total);
    for (uint32_t r = 0; r < request.region_count; ++r) {
      const auto part = clipped(regions[r], width, height);
      const size_t row = size_t(part.right - part.left) * 3;
      for (int32_t y = part.top; y < part.bottom; ++y, to += row) {
        std::memcpy(to, pixels + (size_t(y) * width + part.left) * 3, row);
      }
    }
    return;
  }
  const int32_t step = request.reduction;
  if (step <= 1) return;
  reply.width = (width + step - 1) / step;
  reply.height = (height + step - 1) / step;
  // Each pixel becomes the mean of those it stands for. A pixel's new place is never behind one
  // that is still to be read.
  uint8_t *to = pixels;
  for (int32_t top = 0; top < height; top += step) {
    const int32_t bottom = std::min(height, top + step);
    for (int32_t left = 0; left < width; left += step) {
      const int32_t right = std::min(width, left + step);
      const unsigned count = unsigned(bottom - top) * unsigned(right - left);
      unsigned sums[3] = {count / 2, count / 2, count / 2};
      for (int32_t y = top; y < bottom; ++y) {
        const uint8_t *from = pixels + (size_t(y) * width + left) * 3;
        for (int32_t x = left; x < right; ++x, from += 3) {
          for (int c = 0; c < 3; ++c) sums[c] += from[c];
        }
      }
      for (int c = 0; c < 3; ++c) *to++ = uint8_t(sums[c] / count);
    }
  }
  reply.count = size_t(to - pixels);
}

void Canvas::decode_jpeg(Bytes file) {
  char error[CJPEG_ERROR_SIZE] = "";
  int32_t width = 0, height = 0;
  if (!cjpeg_size(file.data, file.count, &width, &height, error)) {
    throw Failure(CDECODING_DAMAGED, error);
  }
  check_size(width, height);
  reply.stored_width = width;
  reply.stored_height = height;
  std::vector<cjpeg_region> parts;
  for (uint32_t r = 0; r < request.region_count; ++r) {
    parts.push_back(clipped(regions[r], width, height));
  }
  const int32_t step = parts.empty() ? request.reduction : 1;
  if (parts.empty()) {
    reply.width = (width + step - 1) / step;
    reply.height = (height + step - 1) / step;
    parts.push_back({0, 0, reply.width, reply.height});
  }
  size_t total = 0;
  for (const auto &part : parts) total += size(part);
  uint8_t *to = output(total);
  std::vector<uint8_t *> places;
  for (const auto &part : parts) {
    places.push_back(to);
    to += size(part);
  }
  if (!cjpeg_decode(file.data, file.count, step, parts.data(), parts.size(), places.data(),
                    error)) {
    throw Failure(CDECODING_DAMAGED, error);
  }
}
