#include "PictureGroups.h"

#include <algorithm>

/// Longer groups are cut, so that memory stays bounded.
static const size_t longestGroup = 2000, largestGroup = 48 << 20;

PictureGroup *PictureGroups::front() {
  while (groups.size() < 2 && !hasEnded) {
    PictureGroup group = read();
    if (!group.packets.empty()) groups.push_back(std::move(group));
  }
  if (groups.empty()) return nullptr;
  PictureGroup &group = groups.front();
  if (group.firstNumber < 0) count(group, groups.size() > 1 ? &groups[1] : nullptr);
  return &group;
}

PictureGroup PictureGroups::read() {
  PictureGroup group;
  size_t bytes = 0;
  for (;;) {
    Packet packet = ahead ? std::move(ahead) : container.read();
    if (!packet) {
      hasEnded = true;
      return group;
    }
    const bool isKey = packet->flags & AV_PKT_FLAG_KEY;
    if (!group.packets.empty() &&
        (isKey || group.packets.size() >= longestGroup || bytes >= largestGroup)) {
      ahead = std::move(packet);
      return group;
    }
    if (group.packets.empty()) group.beginsWithKey = isKey && isShown(*packet);
    group.isDated &= packet->pts != AV_NOPTS_VALUE;
    bytes += size_t(packet->size);
    group.packets.push_back(std::move(packet));
  }
}

bool PictureGroups::isShown(const AVPacket &packet) const {
  if (packet.flags & AV_PKT_FLAG_DISCARD) return false;  // before or between edits
  return codec != AV_CODEC_ID_VP8 || (packet.data[0] & 0x10);
}

void PictureGroups::count(PictureGroup &group, const PictureGroup *next) {
  group.firstNumber = nextNumber;
  std::vector<int64_t> shown;
  bool isKnown = group.beginsWithKey && group.isDated;
  for (const Packet &packet : group.packets)
    if (isShown(*packet) && (isFirst || packet->pts >= group.key())) shown.push_back(packet->pts);
  isFirst = false;
  if (next) {
    isKnown &= next->beginsWithKey && next->isDated && next->key() > group.key();
    // Pictures that are decoded after a keyframe may be shown before it.
    if (isKnown)
      for (const Packet &packet : next->packets)
        if (isShown(*packet) && packet->pts < next->key()) shown.push_back(packet->pts);
  }
  nextNumber += int64_t(shown.size());
  std::sort(shown.begin(), shown.end());
  isKnown &= !shown.empty() && std::adjacent_find(shown.begin(), shown.end()) == shown.end() &&
             (!next || shown.back() < next->key());
  if (isKnown) group.shown = std::move(shown);
}
