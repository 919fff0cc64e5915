#include "UprightPixels.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <vector>

Turn::Turn(const int32_t *matrix) {
  // Columns run along (a, b) and rows along (c, d) of the upright picture.
  const double a = matrix[0], b = matrix[1], c = matrix[3], d = matrix[4];
  isTransposed = std::fabs(b) + std::fabs(c) > std::fabs(a) + std::fabs(d);
  flipsColumns = (isTransposed ? b : a) < 0;
  flipsRows = (isTransposed ? c : d) < 0;
}

void turned(const uint8_t *from, int stride, int width, int height, int channels, Turn turn,
            uint8_t *rgb) {
  const bool isPlain = !turn.isTransposed && !turn.flipsColumns && channels == 3;
  const int outWidth = turn.isTransposed ? height : width;
  const int outHeight = turn.isTransposed ? width : height;
  // In blocks, because a transposed picture is read across its rows.
  const int block = isPlain ? std::max(outWidth, 1) : 32;
  for (int top = 0; top < outHeight; top += 32)
    for (int left = 0; left < outWidth; left += block)
      for (int y = top; y < std::min(outHeight, top + 32); ++y) {
        uint8_t *to = rgb + (size_t(y) * outWidth + left) * 3;
        if (isPlain) {
          const int row = turn.flipsRows ? height - 1 - y : y;
          std::memcpy(to, from + size_t(row) * stride, size_t(width) * 3);
          continue;
        }
        for (int x = left; x < std::min(outWidth, left + block); ++x, to += 3) {
          int column = turn.isTransposed ? y : x, row = turn.isTransposed ? x : y;
          if (turn.flipsColumns) column = width - 1 - column;
          if (turn.flipsRows) row = height - 1 - row;
          std::memcpy(to, from + size_t(row) * stride + size_t(column) * channels, 3);
        }
      }
}

namespace {

/// Allocates `frame` anew where its size or format is another.
AVFrame *shaped(Frame &frame, AVPixelFormat format, int width, int height) {
  if (frame && frame->width == width && frame->height == height && frame->format == format)
    return frame.get();
  frame.reset(required(av_frame_alloc()));
  frame->format = format;
  frame->width = width;
  frame->height = height;
  if (av_frame_get_buffer(frame.get(), 64) < 0) throw std::bad_alloc();
  return frame.get();
}

/// Light relative to a white of 203 nits (BT.2408): in proportion up to it, then ever slower.
double toneCurve(double light) {
  return light <= 1 ? 0.7 * light : 1 - 0.3 * std::exp(-(light - 1) * 0.7 / 0.3);
}

/// From 12-bit signals to 8 bits.
using ToneTable = std::array<uint8_t, 4096>;

template <typename Light>
ToneTable toneTable(Light light) {
  ToneTable table;
  for (size_t i = 0; i < table.size(); ++i)
    table[i] = uint8_t(std::lround(
        255 * std::pow(toneCurve(light(double(i) / double(table.size() - 1)) / 203), 1 / 2.2)));
  return table;
}

/// SMPTE ST 2084 and ITU-R BT.2100 (hybrid log-gamma on a screen of 1000 nits), or null for SDR.
const ToneTable *toneTable(AVColorTransferCharacteristic transfer) {
  if (transfer == AVCOL_TRC_SMPTE2084) {
    static const ToneTable table = toneTable([](double signal) {
      const double p = std::pow(signal, 1 / 78.84375);
      return 10000 *
             std::pow(std::max(0.0, p - 0.8359375) / (18.8515625 - 18.6875 * p), 1 / 0.1593017578125);
    });
    return &table;
  }
  if (transfer == AVCOL_TRC_ARIB_STD_B67) {
    static const ToneTable table = toneTable([](double signal) {
      const double scene = signal <= 0.5 ? signal * signal / 3
                                         : (std::exp((signal - 0.55991073) / 0.17883277) + 0.28466892) / 12;
      return 1000 * std::pow(scene, 1.2);
    });
    return &table;
  }
  return nullptr;
}

/// Where a line lies beyond both of its neighbors, which belong to the other field, something moved
/// between the fields: the lines of the second field are then drawn from those of the first.
void removeCombs(uint8_t *pixels, int stride, int width, int height, bool topFirst) {
  for (int y = topFirst ? 1 : 2; y + 1 < height; y += 2) {
    uint8_t *line = pixels + size_t(y) * stride;
    const uint8_t *above = line - stride, *below = line + stride;
    for (int x = 0; x < width * 3; ++x) {
      const int up = line[x] - above[x], down = line[x] - below[x];
      if (up * down > 100) line[x] = uint8_t((above[x] + below[x]) / 2);
    }
  }
}

int colorSpace(const AVFrame &frame) {
  switch (frame.colorspace) {
    case AVCOL_SPC_UNSPECIFIED:
    case AVCOL_SPC_RESERVED:
    case AVCOL_SPC_RGB: return frame.width >= 1280 || frame.height > 576 ? SWS_CS_ITU709 : SWS_CS_ITU601;
    case AVCOL_SPC_BT2020_CL: return SWS_CS_BT2020;
    default: return frame.colorspace;
  }
}

}  // namespace

void UprightPixels::convert(const AVFrame &frame, AVPixelFormat format, int width, int height,
                            int flags, AVFrame &out) {
  Scaler &kept = format == AV_PIX_FMT_GRAY8 ? grayScaler : scaler;
  kept.reset(sws_getCachedContext(kept.release(), frame.width, frame.height,
                                  AVPixelFormat(frame.format), width, height, format, flags, nullptr,
                                  nullptr, nullptr));
  if (!kept) throw std::runtime_error("pictures of this kind of pixels cannot be converted");
  const int *table = sws_getCoefficients(colorSpace(frame));
  const bool isFull = frame.color_range == AVCOL_RANGE_JPEG;
  sws_setColorspaceDetails(kept.get(), table, isFull, table, 1, 0, 1 << 16, 1 << 16);
  if (sws_scale(kept.get(), frame.data, frame.linesize, 0, frame.height, out.data, out.linesize) < 0)
    throw std::runtime_error("a picture cannot be converted");
}

void UprightPixels::write(const AVFrame &frame, Turn turn, uint8_t *rgb) {
  const int width = frame.width, height = frame.height;
  // The scaler writes whole vectors, which may reach beyond rows that are tightly packed.
  AVFrame *out = shaped(picture, AV_PIX_FMT_RGB24, width, height);
  if (const ToneTable *tones = toneTable(frame.color_trc)) {
    AVFrame *wide = shaped(deep, AV_PIX_FMT_RGB48, width, height);
    convert(frame, AV_PIX_FMT_RGB48, width, height, SWS_BILINEAR, *wide);
    for (int y = 0; y < height; ++y) {
      const auto *from = reinterpret_cast<const uint16_t *>(wide->data[0] + size_t(y) * wide->linesize[0]);
      uint8_t *to = out->data[0] + size_t(y) * out->linesize[0];
      for (int x = 0; x < width * 3; ++x) to[x] = (*tones)[from[x] >> 4];
    }
  } else {
    convert(frame, AV_PIX_FMT_RGB24, width, height, SWS_BILINEAR, *out);
  }
  if (frame.interlaced_frame)
    removeCombs(out->data[0], out->linesize[0], width, height, frame.top_field_first);
  turned(out->data[0], out->linesize[0], width, height, 3, turn, rgb);
}

void UprightPixels::brightness(const AVFrame &frame, uint8_t *result, int width, int height) {
  const AVPixFmtDescriptor *kind = av_pix_fmt_desc_get(AVPixelFormat(frame.format));
  const uint64_t others = AV_PIX_FMT_FLAG_RGB | AV_PIX_FMT_FLAG_PAL | AV_PIX_FMT_FLAG_BITSTREAM |
                          AV_PIX_FMT_FLAG_BE | AV_PIX_FMT_FLAG_FLOAT;
  const bool isPlane = kind && !(kind->flags & others) && kind->comp[0].step <= 2 &&
                       kind->comp[0].step == (kind->comp[0].depth + 7) / 8 && kind->nb_components >= 1;
  if (!isPlane || frame.width < 2 * width || frame.height < 2 * height) {
    AVFrame *out = shaped(gray, AV_PIX_FMT_GRAY8, width, height);
    convert(frame, AV_PIX_FMT_GRAY8, width, height, SWS_AREA, *out);
    for (int y = 0; y < height; ++y)
      std::memcpy(result + size_t(y) * width, out->data[0] + size_t(y) * out->linesize[0], width);
    return;
  }
  // Every second row is enough for an average, and halves the memory that is read.
  const int bytes = kind->comp[0].step, down = kind->comp[0].depth + kind->comp[0].shift - 8;
  std::vector<uint32_t> sums(width);
  for (int y = 0; y < height; ++y) {
    const int top = int(int64_t(y) * frame.height / height);
    const int bottom = int(int64_t(y + 1) * frame.height / height);
    std::fill(sums.begin(), sums.end(), 0);
    uint32_t rows = 0;
    for (int row = top; row < bottom; row += 2, ++rows) {
      const uint8_t *line = frame.data[0] + int64_t(row) * frame.linesize[0];
      for (int x = 0; x < width; ++x) {
        const int left = int(int64_t(x) * frame.width / width);
        const int right = int(int64_t(x + 1) * frame.width / width);
        uint32_t sum = 0;
        if (bytes == 1)
          for (int i = left; i < right; ++i) sum += line[i];
        else
          for (int i = left; i < right; ++i) sum += reinterpret_cast<const uint16_t *>(line)[i] >> down;
        sums[x] += sum / uint32_t(right - left);
      }
    }
    for (int x = 0; x < width; ++x) result[size_t(y) * width + x] = uint8_t(sums[x] / rows);
  }
}
