#pragma once
#include <vector>

#include "DescriptorInput.h"
#include "Messages.h"

/// A copy of a video with other pictures: encoded anew by the same family of codecs; the sound is taken
/// over as it is.
class VideoCopy {
 public:
  /// Begins a copy of the video behind `input`, whose pictures are coded so and begin at `origin`
  /// microseconds, into the file behind `output`.
  ///
  /// Throws `VideoError` where the container cannot hold the sound.
  VideoCopy(const char *codec, double rate, int64_t origin, int input, int output, const char *muxer,
            int width, int height, int threads);
  ~VideoCopy();
  VideoCopy(const VideoCopy &) = delete;

  /// Adds a picture: height × width × 3 bytes. Times rise.
  void write(const uint8_t *rgb, int64_t milliseconds);
  /// Writes what is left.
  void finish();

 private:
  struct Sound {
    int from, to;
  };

  void openEncoder(AVCodecID codec, double rate, int threads);
  void openSound(int input, int64_t origin);
  void copySound(int64_t until);
  void encode(const AVFrame *frame);

  static int write(void *opaque, uint8_t *buffer, int size);
  static int64_t seek(void *opaque, int64_t offset, int whence);

  Messages messages;
  int output, width, height;
  /// Bytes of a row of the pictures that come in.
  int stride;
  int64_t position = 0, end = 0, lastTime = INT64_MIN;
  AVIOContext *io = nullptr;
  AVFormatContext *format = nullptr;
  AVStream *pictures = nullptr;
  Codec codec;
  Scaler scaler;
  Frame frame;
  Packet packet;

  std::unique_ptr<DescriptorInput> soundInput;
  Format soundFormat;
  std::vector<Sound> sounds;
  /// Where the pictures begin, in microseconds.
  int64_t origin = 0;
  Packet waiting;
};
