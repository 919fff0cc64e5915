#include "YuNet.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "ONNXWeights.h"

namespace {

using Separable = YuNet::Separable;

/// Channels of each layer's results in the backbone.
constexpr int layerChannels[] = {16, 16, 32, 32, 64, 64, 64, 64, 64, 64, 64};
constexpr int levels = 3, featureChannels = 64, headChannels = 16;
/// Of the heads' 16 channels.
enum { classChannel = 0, boxChannel = 1, objectChannel = 5, pointChannel = 6 };

std::vector<float> repeated(float value, int count) { return std::vector<float>(count, value); }

/// Takes rows from top to bottom. A row has a pixel of zeros at either end.
struct RowSink {
  virtual ~RowSink() = default;
  virtual void take(const float *row) = 0;
  virtual void finish() {}
};

struct Row {
  std::vector<float> values;
  int channels;
  Row(int width, int channels) : values(size_t(width + 2) * channels), channels(channels) {}
  float *pixels() { return values.data() + channels; }
};

/// A separable convolution on rows as they come.
struct SeparableRows : RowSink {
  const Separable &by;
  RowSink &next;
  int width, taken = 0;
  std::vector<Row> ring;
  Row none, result;

  SeparableRows(const Separable &by, int width, RowSink &next)
      : by(by),
        next(next),
        width(width),
        ring(3, Row(width, by.pointwise.filters)),
        none(width, by.pointwise.filters),
        result(width, by.pointwise.filters) {}

  void take(const float *row) override {
    by.pointwise.row(row + by.pointwise.inputs, 0, width, ring[taken % 3].pixels());
    ++taken;
    if (taken > 1) emit(ring[(taken - 1) % 3]);
  }

  void finish() override {
    emit(none, 1);
    next.finish();
  }

  /// The row before the last one taken; when no more come, the last one itself.
  void emit(Row &below, int last = 0) {
    const int at = taken - 2 + last;
    const Row &above = at > 0 ? ring[(at - 1) % 3] : none;
    by.depthwise.row(above.values.data(), ring[at % 3].values.data(), below.values.data(), width,
                     result.pixels());
    next.take(result.values.data());
  }
};

/// The largest of 2 × 2 values, of rows as they come.
struct PooledRows : RowSink {
  RowSink &next;
  int width, channels;
  bool isSecond = false;
  Row result;

  /// - width: of the results.
  PooledRows(int width, int channels, RowSink &next)
      : next(next), width(width), channels(channels), result(width, channels) {}

  void take(const float *row) override {
    for (int x = 0; x < width; ++x) {
      const float *from = row + size_t(1 + 2 * x) * channels;
      float *to = result.pixels() + size_t(x) * channels;
      for (int c = 0; c < channels; ++c) {
        const float larger = std::max(from[c], from[channels + c]);
        to[c] = isSecond ? std::max(to[c], larger) : larger;
      }
    }
    if (isSecond) next.take(result.values.data());
    isSecond = !isSecond;
  }

  void finish() override { next.finish(); }
};

/// Hands every row on to two others.
struct BothRows : RowSink {
  RowSink &one, &other;
  BothRows(RowSink &one, RowSink &other) : one(one), other(other) {}
  void take(const float *row) override {
    one.take(row);
    other.take(row);
  }
  void finish() override {
    one.finish();
    other.finish();
  }
};

struct RowsOfMaps : RowSink {
  Maps &maps;
  int y = 0;
  explicit RowsOfMaps(Maps &maps) : maps(maps) {}
  void take(const float *row) override {
    std::copy_n(row + maps.channels, size_t(maps.width) * maps.channels, maps.at(0, y++, 0));
  }
};

/// Gives the rows of `maps` to `sink`, each with those of `coarse`, which has half the size, added.
void send(const Maps &maps, const Maps *coarse, RowSink &sink) {
  Row sums(maps.width, maps.channels);
  for (int y = 0; y < maps.height; ++y) {
    const float *row = maps.at(0, y, -1);
    if (coarse) {
      for (int x = 0; x < maps.width; ++x) {
        const float *fine = row + size_t(x + 1) * maps.channels;
        const float *added = coarse->at(0, y / 2, x / 2);
        float *to = sums.pixels() + size_t(x) * maps.channels;
        for (int c = 0; c < maps.channels; ++c) to[c] = fine[c] + added[c];
      }
      row = sums.values.data();
    }
    sink.take(row);
  }
  sink.finish();
}

float sigmoid(float x) { return 1 / (1 + std::exp(-x)); }

/// Places that look like a face, from a head's rows.
struct Answers : RowSink {
  const int width;
  const float stride, minimumScore;
  int y = 0;
  std::vector<cface_detection> found;

  Answers(int width, float stride, float minimumScore)
      : width(width), stride(stride), minimumScore(minimumScore) {}

  void take(const float *row) override {
    for (int x = 0; x < width; ++x) {
      const float *values = row + size_t(x + 1) * headChannels;
      const float score =
          std::sqrt(sigmoid(values[classChannel]) * sigmoid(values[objectChannel]));
      if (!(score >= minimumScore)) continue;
      const float *box = values + boxChannel, *points = values + pointChannel;
      const float centerX = (float(x) + box[0]) * stride, centerY = (float(y) + box[1]) * stride;
      const float w = std::exp(box[2]) * stride, h = std::exp(box[3]) * stride;
      cface_detection face{centerX - w / 2, centerY - h / 2, centerX + w / 2, centerY + h / 2,
                           score, {}, {}};
      for (int p = 0; p < CFACE_POINTS; ++p) {
        face.x[p] = (points[2 * p] + float(x)) * stride;
        face.y[p] = (points[2 * p + 1] + float(y)) * stride;
      }
      found.push_back(face);
    }
    ++y;
  }
};

}  // namespace

YuNet::YuNet(const char *path) {
  const ONNXWeights weights(path);
  size_t next = 0;
  const auto take = [&]() -> const ONNXWeights::Convolution & {
    if (next == weights.convolutions.size())
      throw std::runtime_error("the detector's weights are another network's");
    return weights.convolutions[next++];
  };
  const auto separable = [&](int inputs, int filters, float slope) {
    const auto &pointwise = take(), &depthwise = take();
    const auto one = repeated(1, filters);
    return Separable{
        Convolution(inputs, filters, 1, 1, 0,
                    weights(pointwise.weights, size_t(inputs) * filters).data(), one,
                    weights(pointwise.bias, filters), one),
        DepthwiseConvolution(filters, 1, weights(depthwise.weights, size_t(9) * filters).data(),
                             one, weights(depthwise.bias, filters), repeated(slope, filters))};
  };
  // The network was trained on pictures whose channels are blue, green, red.
  const auto &names = take();
  auto bgr = weights(names.weights, 16 * 3 * 9);
  for (int f = 0; f < 16; ++f)
    std::swap_ranges(&bgr[f * 27], &bgr[f * 27 + 9], &bgr[f * 27 + 18]);
  first = Convolution(3, 16, 3, 2, 1, bgr.data(), repeated(1, 16), weights(names.bias, 16),
                      repeated(0, 16));
  int inputs = 16;
  for (int channels : layerChannels) {
    layers.push_back(separable(inputs, channels, 0));
    inputs = channels;
  }
  for (int level = 0; level < levels; ++level) laterals.push_back(separable(64, 64, 0));

  // The heads' small convolutions of one resolution become one.
  struct Part {
    int channel, count;
  };
  std::vector<float> pointwise[levels], pointwiseBias[levels], depthwise[levels],
      depthwiseBias[levels];
  for (const Part part : {Part{classChannel, 1}, {boxChannel, 4}, {objectChannel, 1},
                          {pointChannel, 10}})
    for (int level = 0; level < levels; ++level) {
      const auto &inner = take(), &outer = take();
      const auto append = [](std::vector<float> &to, const std::vector<float> &from) {
        to.insert(to.end(), from.begin(), from.end());
      };
      append(pointwise[level], weights(inner.weights, size_t(64) * part.count));
      append(pointwiseBias[level], weights(inner.bias, part.count));
      append(depthwise[level], weights(outer.weights, size_t(9) * part.count));
      append(depthwiseBias[level], weights(outer.bias, part.count));
    }
  const auto one = repeated(1, 16);
  for (int level = 0; level < levels; ++level)
    heads.push_back({Convolution(64, 16, 1, 1, 0, pointwise[level].data(), one,
                                 pointwiseBias[level], one),
                     DepthwiseConvolution(16, 1, depthwise[level].data(), one,
                                          depthwiseBias[level], one)});
}

std::vector<cface_detection> YuNet::candidates(const uint8_t *rgb, int width, int height,
                                               float minimumScore) const {
  const auto filledUp = [](int side) { return (side + multiple - 1) / multiple * multiple; };
  const int fullWidth = filledUp(width), fullHeight = filledUp(height);

  // Rows of the picture through the backbone. Of each resolution only the last layer's results are
  // kept.
  std::vector<Maps> features;
  for (int level = 0; level < levels; ++level)
    features.emplace_back(1, fullHeight / (8 << level), fullWidth / (8 << level), featureChannels);
  {
    RowsOfMaps finest(features[0]), middle(features[1]), coarsest(features[2]);
    const int eighth = fullWidth / 8, sixteenth = fullWidth / 16, last = fullWidth / 32;
    SeparableRows tenth(layers[10], last, coarsest), ninth(layers[9], last, tenth);
    PooledRows toLast(last, featureChannels, ninth);
    BothRows ofSixteenth(middle, toLast);
    SeparableRows eighthLayer(layers[8], sixteenth, ofSixteenth);
    SeparableRows seventh(layers[7], sixteenth, eighthLayer);
    PooledRows toSixteenth(sixteenth, featureChannels, seventh);
    BothRows ofEighth(finest, toSixteenth);
    SeparableRows sixth(layers[6], eighth, ofEighth), fifth(layers[5], eighth, sixth);
    PooledRows toEighth(eighth, 64, fifth);
    SeparableRows fourth(layers[4], fullWidth / 4, toEighth);
    SeparableRows third(layers[3], fullWidth / 4, fourth);
    SeparableRows second(layers[2], fullWidth / 4, third);
    SeparableRows firstOfQuarter(layers[1], fullWidth / 4, second);
    PooledRows toQuarter(fullWidth / 4, 16, firstOfQuarter);
    SeparableRows half(layers[0], fullWidth / 2, toQuarter);
    Row result(fullWidth / 2, 16);
    // Three rows of the picture, one above the other, with a pixel of zeros at either end.
    const size_t stride = size_t(fullWidth + 2) * 3;
    std::vector<float> window(3 * stride);
    const auto fill = [&](int row, int y) {
      float *to = &window[row * stride];
      if (y < 0 || y >= height) {
        std::fill_n(to, stride, 0.0f);
      } else {
        const uint8_t *from = rgb + size_t(y) * width * 3;
        for (int i = 0; i < 3 * width; ++i) to[3 + i] = from[i];
      }
    };
    for (int y = 0; y < fullHeight / 2; ++y) {
      if (y == 0) fill(0, -1);
      else std::copy_n(&window[2 * stride], stride, &window[0]);
      fill(1, 2 * y);
      fill(2, 2 * y + 1);
      first.row(window.data(), stride, fullWidth / 2, result.pixels());
      half.take(result.values.data());
    }
    half.finish();
  }
  // Back to finer resolutions, with what the coarser ones saw.
  std::vector<std::vector<cface_detection>> found(levels);
  const Maps *coarse = nullptr;
  for (int level = levels - 1; level >= 0; --level) {
    Maps &feature = features[level];
    Answers answers(feature.width, float(8 << level), minimumScore);
    SeparableRows head(heads[level], feature.width, answers);
    // Rows are overwritten after they were read.
    RowsOfMaps kept(feature);
    BothRows both(kept, head);
    SeparableRows lateral(laterals[levels - 1 - level], feature.width,
                          level > 0 ? static_cast<RowSink &>(both) : head);
    send(feature, coarse, lateral);
    coarse = &feature;
    found[level] = std::move(answers.found);
  }
  std::vector<cface_detection> all;
  for (const auto &level : found) all.insert(all.end(), level.begin(), level.end());
  return all;
}
