#pragma once
#include <optional>

#include "PictureGroups.h"
#include "UprightPixels.h"
#include "VideoSource.h"

constexpr int64_t mostPixels = CLIBAV_MOST_PIXELS;

/// A video in a container that libav reads.
class VideoFile : public VideoSource {
 public:
  VideoFile(int descriptor, int threads);
  clibav_description describe() const override;
  const char *tag(const char *key) const override { return container.tag(key); }
  bool next(int64_t number, int64_t milliseconds, clibav_frame &frame) override;
  void rgb(uint8_t *rgb) override;
  void brightness(uint8_t *gray, int width, int height) override;
  clibav_health check() const override;

 private:
  struct Wanted {
    int64_t number, milliseconds;
    bool includes(int64_t n, int64_t ms) const { return n >= number && ms >= milliseconds; }
  };
  struct Shown {
    int64_t stamp, number;
  };

  bool feed(const Wanted &wanted);
  void begin(const PictureGroup &group);
  void send(AVPacket *packet, const Wanted &wanted);
  bool place(clibav_frame &out);
  std::optional<int64_t> number(int64_t stamp) const;
  Turn turn() const;

  Messages messages;
  Damage damage;
  Container container;
  const AVCodec *decoder;
  Codec codec;
  PictureGroups groups;
  Frame frame;
  UprightPixels pixels;
  bool hasTurn = false;
  Turn streamTurn;

  PictureGroup *current = nullptr;
  size_t fed = 0;
  bool isDraining = false, hasLeapt = false;
  /// The numbers of the frames that the decoder may still give.
  std::deque<Shown> table;
  /// Decoding times of the packets that do not say when they are shown.
  std::deque<int64_t> undated;
  /// Broken pictures that the decoder may still give.
  std::deque<int64_t> broken;
  int64_t lastNumber = -1, lastTime = -1;
};
