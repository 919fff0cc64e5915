#include "AnimatedWebP.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cstring>

#include "UprightPixels.h"
#include "VideoFile.h"

static const int64_t largestFile = 256 << 20;

bool AnimatedWebP::begins(const uint8_t *head, size_t count) {
  return count >= 21 && !std::memcmp(head, "RIFF", 4) && !std::memcmp(head + 8, "WEBPVP8X", 8) &&
         (head[20] & 2);
}

AnimatedWebP::AnimatedWebP(int descriptor) {
  struct stat status;
  if (fstat(descriptor, &status) != 0) throw VideoError(CLIBAV_DAMAGED, "the file cannot be read");
  if (status.st_size > largestFile)
    throw VideoError(CLIBAV_TOO_LARGE, "animated WebP files of more than 256 MiB are not read");
  bytes.resize(size_t(status.st_size));
  size_t got = 0;
  while (got < bytes.size()) {
    const ssize_t count = pread(descriptor, bytes.data() + got, bytes.size() - got, off_t(got));
    if (count <= 0) break;
    got += size_t(count);
  }
  bytes.resize(got);
  const WebPData data{bytes.data(), bytes.size()};
  WebPDemuxState state;
  WebPDemuxer *demuxer = WebPDemuxPartial(&data, &state);
  if (demuxer) {
    const uint64_t width = WebPDemuxGetI(demuxer, WEBP_FF_CANVAS_WIDTH);
    const uint64_t height = WebPDemuxGetI(demuxer, WEBP_FF_CANVAS_HEIGHT);
    WebPIterator frame;
    if (WebPDemuxGetFrame(demuxer, 1, &frame)) {
      do length += frame.duration;
      while (WebPDemuxNextFrame(&frame));
      WebPDemuxReleaseIterator(&frame);
    }
    WebPDemuxDelete(demuxer);
    if (width * height > uint64_t(mostPixels))
      throw VideoError(CLIBAV_TOO_LARGE, "more pixels a frame than are decoded (8192 × 4608)");
  }
  WebPAnimDecoderOptions options;
  WebPAnimDecoderOptionsInit(&options);
  options.color_mode = MODE_RGBA;
  options.use_threads = 0;
  decoder = WebPAnimDecoderNew(&data, &options);
  if (!decoder || !WebPAnimDecoderGetInfo(decoder, &info)) {
    WebPAnimDecoderDelete(decoder);
    throw VideoError(CLIBAV_DAMAGED, "the animated WebP file is cut off or broken");
  }
}

clibav_description AnimatedWebP::describe() const {
  return {.container = "webp",
          .codec = "webp",
          .width = int32_t(info.canvas_width),
          .height = int32_t(info.canvas_height),
          .rate = length > 0 ? 1000.0 * info.frame_count / length : 0,
          .duration = length};
}

bool AnimatedWebP::next(int64_t number, int64_t milliseconds, clibav_frame &frame) {
  while (WebPAnimDecoderHasMoreFrames(decoder)) {
    const int begin = end;
    if (!WebPAnimDecoderGetNext(decoder, &canvas, &end)) {
      isCut = true;
      return false;
    }
    const int64_t index = read++;
    if (index < number || begin < milliseconds) continue;
    frame = {.number = index,
             .milliseconds = begin,
             .width = int32_t(info.canvas_width),
             .height = int32_t(info.canvas_height)};
    return true;
  }
  return false;
}

void AnimatedWebP::rgb(uint8_t *rgb) {
  turned(canvas, int(info.canvas_width) * 4, int(info.canvas_width), int(info.canvas_height), 4,
         Turn(), rgb);
}

void AnimatedWebP::brightness(uint8_t *gray, int width, int height) {
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) {
      const int left = int(int64_t(x) * info.canvas_width / width);
      const int right = std::max(left + 1, int(int64_t(x + 1) * info.canvas_width / width));
      const int top = int(int64_t(y) * info.canvas_height / height);
      const int bottom = std::max(top + 1, int(int64_t(y + 1) * info.canvas_height / height));
      uint64_t sum = 0;
      for (int row = top; row < bottom; ++row)
        for (int column = left; column < right; ++column) {
          const uint8_t *p = canvas + (size_t(row) * info.canvas_width + column) * 4;
          sum += 77u * p[0] + 150u * p[1] + 29u * p[2];
        }
      gray[y * width + x] = uint8_t((sum >> 8) / (uint64_t(right - left) * (bottom - top)));
    }
}

clibav_health AnimatedWebP::check() const {
  return {.damaged_frames = 0,
          .damaged = nullptr,
          .damaged_count = 0,
          .is_cut = isCut,
          .end = end,
          .message = ""};
}
