#include "VideoFile.h"

#include <algorithm>
#include <cmath>

namespace {

const AVCodec *decoderFor(const AVStream *stream) {
  if (const AVCodec *decoder = avcodec_find_decoder(stream->codecpar->codec_id)) return decoder;
  const char *name = avcodec_get_name(stream->codecpar->codec_id);
  throw VideoError(CLIBAV_UNSUPPORTED,
                   std::string("there is no decoder for its pictures (") + name + ")");
}

Codec opened(const AVCodec *decoder, const AVStream *stream, int threads) {
  const int64_t count = int64_t(stream->codecpar->width) * stream->codecpar->height;
  if (count > mostPixels)
    throw VideoError(CLIBAV_TOO_LARGE,
                     std::to_string(stream->codecpar->width) + " × " +
                         std::to_string(stream->codecpar->height) +
                         " pixels a frame are more than are decoded (8192 × 4608)");
  Codec codec(required(avcodec_alloc_context3(decoder)));
  if (avcodec_parameters_to_context(codec.get(), stream->codecpar) < 0) throw std::bad_alloc();
  codec->pkt_timebase = stream->time_base;
  codec->thread_count = threads;
  codec->max_pixels = mostPixels;
  const int error = avcodec_open2(codec.get(), decoder, nullptr);
  if (error < 0)
    throw VideoError(CLIBAV_DAMAGED, "the decoder cannot begin: " + errorText(error));
  return codec;
}

}  // namespace

VideoFile::VideoFile(int descriptor, int threads)
    : container(descriptor, messages, damage),
      decoder(decoderFor(container.stream())),
      codec(opened(decoder, container.stream(), threads)),
      groups(container, decoder->id),
      frame(required(av_frame_alloc())) {
  const auto *matrix = reinterpret_cast<const int32_t *>(
      av_stream_get_side_data(container.stream(), AV_PKT_DATA_DISPLAYMATRIX, nullptr));
  if (matrix) {
    hasTurn = true;
    streamTurn = Turn(matrix);
  }
  messages.clear();
}

clibav_description VideoFile::describe() const {
  const AVCodecParameters *parameters = container.stream()->codecpar;
  const int width = parameters->width, height = parameters->height;
  return {.container = container.kind(),
          .codec = avcodec_get_name(parameters->codec_id),
          .width = streamTurn.isTransposed ? height : width,
          .height = streamTurn.isTransposed ? width : height,
          .rate = container.rate(),
          .duration = container.duration(),
          .origin = container.begin()};
}

bool VideoFile::next(int64_t number, int64_t milliseconds, clibav_frame &out) {
  const Messages::Scope scope(messages);
  const Wanted wanted{number, milliseconds};
  for (;;) {
    av_frame_unref(frame.get());
    const int error = avcodec_receive_frame(codec.get(), frame.get());
    if (error >= 0) {
      if (place(out) && wanted.includes(out.number, out.milliseconds)) return true;
    } else if (error == AVERROR(EAGAIN)) {
      if (!feed(wanted)) return false;
    } else if (error == AVERROR_EOF) {
      return false;
    } else {
      damage.note(lastTime);
    }
  }
}

/// Gives the decoder one more packet, or the end; false where it had that already.
bool VideoFile::feed(const Wanted &wanted) {
  for (;;) {
    if (!current) {
      current = groups.front();
      if (!current) {
        // What the decoder still holds lies before what was leapt over.
        if (isDraining || hasLeapt) return false;
        isDraining = true;
        avcodec_send_packet(codec.get(), nullptr);
        return true;
      }
      fed = 0;
      const std::vector<int64_t> &shown = current->shown;
      if (!shown.empty()) {
        const int64_t last = current->firstNumber + int64_t(shown.size()) - 1;
        const int64_t time = container.milliseconds(shown.back());
        if (!wanted.includes(last, time)) {
          lastNumber = std::max(lastNumber, last);
          lastTime = std::max(lastTime, time);
          hasLeapt = true;
          groups.pop();
          current = nullptr;
          continue;
        }
      }
      begin(*current);
    }
    if (fed == current->packets.size()) {
      groups.pop();
      current = nullptr;
      hasLeapt = false;
      continue;
    }
    AVPacket *packet = current->packets[fed++].get();
    // What is shown before the keyframe needs what was leapt over.
    if (hasLeapt && current->beginsWithKey && packet->pts < current->key()) continue;
    send(packet, wanted);
    return true;
  }
}

void VideoFile::begin(const PictureGroup &group) {
  if (hasLeapt) {
    avcodec_flush_buffers(codec.get());
    table.clear();
    undated.clear();
    broken.clear();
  }
  for (size_t i = 0; i < group.shown.size(); ++i)
    table.push_back({group.shown[i], group.firstNumber + int64_t(i)});
}

void VideoFile::send(AVPacket *packet, const Wanted &wanted) {
  const std::optional<int64_t> n = packet->pts == AV_NOPTS_VALUE ? std::nullopt : number(packet->pts);
  // Frames that no other needs are decoded where they are wanted.
  const bool isWanted = !n || wanted.includes(*n, container.milliseconds(packet->pts));
  codec->skip_frame = isWanted ? AVDISCARD_DEFAULT : AVDISCARD_NONREF;
  if (packet->pts == AV_NOPTS_VALUE && packet->dts != AV_NOPTS_VALUE) undated.push_back(packet->dts);
  const int64_t stamp = packet->pts != AV_NOPTS_VALUE ? packet->pts : packet->dts;
  const int64_t time = stamp == AV_NOPTS_VALUE ? lastTime : container.milliseconds(stamp);
  messages.hasConcealed();
  if (avcodec_send_packet(codec.get(), packet) < 0) {
    damage.note(time);
    if (packet->pts == AV_NOPTS_VALUE && !undated.empty()) undated.pop_back();
  } else if (messages.hasConcealed() || (packet->flags & AV_PKT_FLAG_CORRUPT)) {
    damage.note(time);
    broken.push_back(stamp);
  }
}

std::optional<int64_t> VideoFile::number(int64_t stamp) const {
  const auto found = std::lower_bound(table.begin(), table.end(), stamp,
                                      [](const Shown &s, int64_t stamp) { return s.stamp < stamp; });
  if (found == table.end() || found->stamp != stamp) return std::nullopt;
  return found->number;
}

/// Gives the decoder's frame its number and time; false where it is broken.
bool VideoFile::place(clibav_frame &out) {
  int64_t stamp = frame->pts;
  if (stamp == AV_NOPTS_VALUE && !undated.empty()) {
    stamp = undated.front();
    undated.pop_front();
  }
  if (stamp == AV_NOPTS_VALUE) stamp = frame->best_effort_timestamp;
  std::optional<int64_t> counted;
  if (stamp != AV_NOPTS_VALUE) {
    counted = number(stamp);
    while (!table.empty() && table.front().stamp < stamp) table.pop_front();
  }
  lastNumber = std::max(lastNumber + 1, counted.value_or(0));

  const double step = 1000 / (container.rate() > 0 ? container.rate() : 25);
  int64_t time = stamp != AV_NOPTS_VALUE ? container.milliseconds(stamp)
                                         : std::llround(double(lastNumber) * step);
  // A time that does not rise is mended from the frame before.
  if (lastTime >= 0 && time <= lastTime) time = lastTime + std::max<int64_t>(1, std::llround(step));
  lastTime = std::max<int64_t>(0, time);

  const auto known = std::find(broken.begin(), broken.end(), stamp);
  if (known != broken.end()) {
    broken.erase(known);
    return false;
  }
  const int errors = FF_DECODE_ERROR_INVALID_BITSTREAM | FF_DECODE_ERROR_CONCEALMENT_ACTIVE |
                     FF_DECODE_ERROR_DECODE_SLICES;
  if ((frame->flags & AV_FRAME_FLAG_CORRUPT) || (frame->decode_error_flags & errors)) {
    damage.note(lastTime);
    return false;
  }
  const bool isTransposed = turn().isTransposed;
  out = {.number = lastNumber,
         .milliseconds = lastTime,
         .width = isTransposed ? frame->height : frame->width,
         .height = isTransposed ? frame->width : frame->height};
  return true;
}

Turn VideoFile::turn() const {
  if (hasTurn) return streamTurn;
  const AVFrameSideData *side = av_frame_get_side_data(frame.get(), AV_FRAME_DATA_DISPLAYMATRIX);
  return side ? Turn(reinterpret_cast<const int32_t *>(side->data)) : Turn();
}

void VideoFile::rgb(uint8_t *rgb) {
  const Messages::Scope scope(messages);
  pixels.write(*frame, turn(), rgb);
}

void VideoFile::brightness(uint8_t *gray, int width, int height) {
  const Messages::Scope scope(messages);
  pixels.brightness(*frame, gray, width, height);
}

clibav_health VideoFile::check() const {
  return {.damaged_frames = damage.count(),
          .damaged = damage.stretches().data(),
          .damaged_count = damage.stretches().size(),
          .is_cut = container.isCut(),
          .end = std::max<int64_t>(0, lastTime),
          .message = messages.first().c_str()};
}
