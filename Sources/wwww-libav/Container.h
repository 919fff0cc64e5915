#pragma once
#include "Damage.h"
#include "DescriptorInput.h"
#include "Messages.h"

/// The container of a video: its description, and the packets of its pictures in decoding order.
class Container {
 public:
  /// Opens the container.
  ///
  /// Throws `VideoError` where there is none, or no pictures are in it.
  Container(int descriptor, Messages &messages, Damage &damage);

  /// The short name of the listed demuxer for a file that begins so, or null.
  static const char *name(const uint8_t *head, size_t count);

  /// Opens what `input` reads; nothing else is opened, whatever it asks for.
  ///
  /// Throws `VideoError` where it is no listed container.
  static Format opened(DescriptorInput &input, Messages &messages,
                       const AVInputFormat **kind = nullptr);

  /// The next packet of the pictures, or null at the end. Times that start anew within the file are
  /// made to go on.
  Packet read();

  const AVStream *stream() const { return pictures; }
  /// The short name of its kind.
  const char *kind() const;
  const char *tag(const char *key) const;
  /// The time from the start in milliseconds.
  int64_t milliseconds(int64_t stamp) const;
  /// Where the pictures begin on the container's clock, in microseconds.
  int64_t begin() const { return av_rescale_q(origin, pictures->time_base, AVRational{1, 1000000}); }
  /// Frames a second; 0 where nobody knows.
  double rate() const { return framesPerSecond; }
  /// Milliseconds; −1 where nobody knows.
  int64_t duration() const { return length; }
  /// Whether the file ended before what it promises.
  bool isCut() const { return cut; }

 private:
  void chooseOrigin();
  Packet readNext();
  void mend(AVPacket *packet);
  void noteGap(AVPacket &packet, int complaints);
  void noteEnd(int error);

  Messages &messages;
  Damage &damage;
  DescriptorInput input;
  Format format;
  AVStream *pictures = nullptr;
  /// In the stream's time base.
  int64_t origin = 0;
  double framesPerSecond = 0;
  int64_t length = -1;
  bool isMOV = false, isAVI = false, promisesLength = false, cut = false;
  /// Read already, to see how the clock starts.
  Packet first;
  int64_t shift = 0, lastStamp = AV_NOPTS_VALUE, lastDuration = 0, gap = 0;
  /// How many packets followed each other at the same distance.
  int steady = 0;
  /// Milliseconds.
  int64_t end = 0;
};
