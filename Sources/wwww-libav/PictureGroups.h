#pragma once
#include <deque>
#include <vector>

#include "Container.h"

/// A keyframe and what is decoded after it, up to the next keyframe.
struct PictureGroup {
  std::vector<Packet> packets;
  /// Whether it begins with a keyframe that is shown.
  bool beginsWithKey = false;
  /// Whether every picture says when it is shown, each at another time.
  bool isDated = true;
  /// The frames shown from this keyframe to the next: their times in the stream's time base, rising.
  /// Empty where they are not known.
  std::vector<int64_t> shown;
  /// The number of the first of them; −1 before they are counted.
  int64_t firstNumber = -1;

  int64_t key() const { return packets.front()->pts; }
};

/// Reads a video's packets a group of pictures at a time, one group ahead, and counts its frames, so
/// that a group of which no frame is wanted need not be decoded.
class PictureGroups {
 public:
  explicit PictureGroups(Container &container, AVCodecID codec)
      : container(container), codec(codec) {}

  /// The group to decode next, or null at the end.
  PictureGroup *front();
  void pop() { groups.pop_front(); }

 private:
  PictureGroup read();
  bool isShown(const AVPacket &packet) const;
  void count(PictureGroup &group, const PictureGroup *next);

  Container &container;
  AVCodecID codec;
  Packet ahead;
  bool hasEnded = false, isFirst = true;
  std::deque<PictureGroup> groups;
  int64_t nextNumber = 0;
};
