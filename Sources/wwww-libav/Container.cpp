#include "Container.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <string_view>

namespace {

/// Containers of moving pictures. Texts, playlists, sequences of picture files and whatever names
/// other files are not among them.
constexpr std::string_view demuxers[] = {
    "mov,mp4,m4a,3gp,3g2,mj2", "matroska,webm", "avi", "mpegts", "mpeg", "mpegvideo", "flv", "ogg",
    "asf", "rm", "mxf", "gxf", "dv", "wtv", "nut", "ivf", "h264", "hevc", "m4v", "h263", "obu", "vc1",
    "gif", "apng", "yuv4mpegpipe", "swf", "nsv", "dhav", "av1",
};

/// Less is what chance finds in any bytes.
const int lowestScore = AVPROBE_SCORE_RETRY / 2;

bool isListed(const AVInputFormat *format) {
  return format &&
         std::find(std::begin(demuxers), std::end(demuxers), format->name) != std::end(demuxers);
}

/// The first of the names of a demuxer that has several.
const char *shortName(const AVInputFormat *format) {
  static const struct {
    const char *from, *to;
  } names[] = {{"mov,mp4,m4a,3gp,3g2,mj2", "mp4"}, {"matroska,webm", "matroska"}};
  for (const auto &name : names)
    if (!std::strcmp(format->name, name.from)) return name.to;
  return format->name;
}

int refuse(AVFormatContext *, AVIOContext **, const char *, int, AVDictionary **) {
  return AVERROR(EPERM);
}

bool isPictures(const AVStream *stream) {
  return stream->codecpar->codec_type == AVMEDIA_TYPE_VIDEO &&
         !(stream->disposition & (AV_DISPOSITION_ATTACHED_PIC | AV_DISPOSITION_TIMED_THUMBNAILS));
}

/// The stream that players show: the default one, the largest, the first.
AVStream *choose(AVFormatContext *format) {
  AVStream *best = nullptr;
  auto rank = [](const AVStream *s) {
    return std::pair(bool(s->disposition & AV_DISPOSITION_DEFAULT),
                     int64_t(s->codecpar->width) * s->codecpar->height);
  };
  for (unsigned i = 0; i < format->nb_streams; ++i) {
    AVStream *stream = format->streams[i];
    if (isPictures(stream) && (!best || rank(stream) > rank(best))) best = stream;
  }
  return best;
}

std::string contents(const AVFormatContext *format) {
  bool sound = false, text = false, cover = false;
  for (unsigned i = 0; i < format->nb_streams; ++i) {
    const AVMediaType type = format->streams[i]->codecpar->codec_type;
    sound |= type == AVMEDIA_TYPE_AUDIO;
    text |= type == AVMEDIA_TYPE_SUBTITLE;
    cover |= type == AVMEDIA_TYPE_VIDEO;
  }
  if (sound) return cover ? "sound and a cover alone" : "sound alone";
  return text ? "subtitles alone" : "no pictures";
}

}  // namespace

const char *Container::name(const uint8_t *head, size_t count) {
  std::string padded(reinterpret_cast<const char *>(head), count);
  padded.resize(count + AVPROBE_PADDING_SIZE);
  AVProbeData data{};
  data.filename = "";
  data.buf = reinterpret_cast<unsigned char *>(padded.data());
  data.buf_size = int(count);
  int score = 0;
  const AVInputFormat *format = av_probe_input_format3(&data, 1, &score);
  return isListed(format) && score >= AVPROBE_SCORE_EXTENSION ? shortName(format) : nullptr;
}

Format Container::opened(DescriptorInput &input, Messages &messages, const AVInputFormat **found) {
  const AVInputFormat *kind = nullptr;
  const int score = av_probe_input_buffer2(input.context(), &kind, "", nullptr, 0, 0);
  if (score < lowestScore || !isListed(kind))
    throw VideoError(CLIBAV_NOT_A_VIDEO, kind ? std::string("the content is no video (") + kind->name + ")"
                                              : "the content is no video");
  messages.clear();

  AVFormatContext *context = required(avformat_alloc_context());
  context->pb = input.context();
  context->io_open = refuse;
  context->protocol_whitelist = av_strdup("none");
  int error = avformat_open_input(&context, "", kind, nullptr);  // frees the context where it fails
  if (error < 0) {
    const std::string why = messages.first().empty() ? errorText(error) : messages.first();
    throw VideoError(CLIBAV_DAMAGED, "the video cannot be opened: " + why);
  }
  if (found) *found = kind;
  return Format(context);
}

Container::Container(int descriptor, Messages &messages, Damage &damage)
    : messages(messages), damage(damage), input(descriptor) {
  const Messages::Scope scope(messages);
  const AVInputFormat *kind = nullptr;
  format = opened(input, messages, &kind);
  messages.clear();
  avformat_find_stream_info(format.get(), nullptr);
  pictures = choose(format.get());
  if (!pictures)
    throw VideoError(CLIBAV_NO_PICTURES, "the file holds " + contents(format.get()));

  isMOV = !std::strcmp(kind->name, demuxers[0].data());
  isAVI = !std::strcmp(kind->name, "avi");
  if (isMOV || isAVI)
    for (unsigned i = 0; i < format->nb_streams; ++i)
      if (format->streams[i] != pictures) format->streams[i]->discard = AVDISCARD_ALL;
  first = readNext();
  chooseOrigin();
  end = 0;
  const AVRational guess = av_guess_frame_rate(format.get(), pictures, nullptr);
  const double perSecond = guess.num > 0 && guess.den > 0 ? av_q2d(guess) : 0;
  framesPerSecond = perSecond >= 0.01 && perSecond <= 1000 ? perSecond : 0;

  promisesLength = format->duration_estimation_method == AVFMT_DURATION_FROM_STREAM;
  if (isAVI && pictures->nb_frames > 0 && framesPerSecond > 0) {
    // A file that was cut has lost its index, and what libav then measures is not what was promised.
    length = int64_t(double(pictures->nb_frames) * 1000 / framesPerSecond);
    promisesLength = true;
  } else if (isMOV && pictures->duration != AV_NOPTS_VALUE) {
    length = milliseconds(pictures->duration + pictures->start_time);
  } else if (format->duration != AV_NOPTS_VALUE) {
    // Matroska and FLV count from 0 even where the clock starts later.
    const bool fromZero = promisesLength && format->start_time != AV_NOPTS_VALUE &&
                          (!std::strcmp(kind->name, "flv") || !std::strcmp(kind->name, "matroska,webm"));
    length = (format->duration - (fromZero ? std::max<int64_t>(0, format->start_time) : 0)) / 1000;
  }
  // Absurd headers promise centuries.
  if (length < 0 || length > int64_t(1000) * 3600 * 24 * 366) length = -1;
  promisesLength &= length >= 0;
}

/// Players begin with what comes first. In MOV and MP4 files an edit list may delay it, on a clock
/// that starts at 0; but time that passes only while pictures are brought into order is no delay.
void Container::chooseOrigin() {
  const int64_t start = pictures->start_time;
  if (isMOV) {
    const bool isDelayed = first && first->dts != AV_NOPTS_VALUE && first->dts > 0;
    origin = start == AV_NOPTS_VALUE || isDelayed ? 0 : start;
  } else if (format->start_time != AV_NOPTS_VALUE) {
    origin = av_rescale_q(format->start_time, AV_TIME_BASE_Q, pictures->time_base);
    // To the tick where the pictures themselves come first.
    if (start != AV_NOPTS_VALUE && std::llabs(origin - start) <= 1) origin = start;
  } else if (start != AV_NOPTS_VALUE) {
    origin = start;
  }
}

Packet Container::read() { return first ? std::move(first) : readNext(); }

Packet Container::readNext() {
  Packet packet(required(av_packet_alloc()));
  const int complaints = messages.count();
  for (;;) {
    const int error = av_read_frame(format.get(), packet.get());
    if (error == AVERROR(EAGAIN)) continue;
    if (error < 0) {
      noteEnd(error);
      return nullptr;
    }
    const AVStream *stream = format->streams[packet->stream_index];
    const bool isOurs = stream == pictures;
    if (isOurs) {
      mend(packet.get());
      noteGap(*packet, messages.count() - complaints);
    }
    // AVI counts frames as they are decoded; libav's guesses of when they are shown have gaps.
    if (isOurs && isAVI && pictures->codecpar->video_delay > 0) packet->pts = AV_NOPTS_VALUE;
    const int64_t stamp = packet->pts != AV_NOPTS_VALUE ? packet->pts : packet->dts;
    if (stamp != AV_NOPTS_VALUE) {
      const int64_t start = av_rescale_q(origin, pictures->time_base, stream->time_base);
      end = std::max(end, av_rescale_q(stamp + std::max<int64_t>(0, packet->duration) - start,
                                       stream->time_base, {1, 1000}));
    }
    if (isOurs && packet->size > 0) return packet;
    av_packet_unref(packet.get());
  }
}

/// Recordings that were joined start their clock anew, and broadcasts may at any time.
void Container::mend(AVPacket *packet) {
  const int64_t raw = packet->dts != AV_NOPTS_VALUE ? packet->dts : packet->pts;
  if (raw == AV_NOPTS_VALUE) return;
  const double second = 1 / av_q2d(pictures->time_base);
  if (lastStamp != AV_NOPTS_VALUE) {
    const double step = double(raw + shift - lastStamp);
    const bool leaps = (format->iformat->flags & AVFMT_TS_DISCONT) && step > 10 * second;
    if (step < -second || leaps) shift = lastStamp + lastDuration - raw;
  }
  if (packet->dts != AV_NOPTS_VALUE) packet->dts += shift;
  if (packet->pts != AV_NOPTS_VALUE) packet->pts += shift;
  // What came before it decides about gaps.
  gap = lastStamp == AV_NOPTS_VALUE ? 0 : raw + shift - lastStamp;
  lastStamp = raw + shift;
  lastDuration = packet->duration > 0 ? packet->duration
                                      : int64_t(second / (framesPerSecond > 0 ? framesPerSecond : 25));
}

/// Where bytes are lost, libav goes on with the next packet it can make out, and most often without a
/// word: it is a gap between packets that came at one distance before.
void Container::noteGap(AVPacket &packet, int complaints) {
  const bool isBroadcast = format->iformat->flags & AVFMT_TS_DISCONT;
  const bool isBroken = packet.flags & AV_PKT_FLAG_CORRUPT || complaints > 0;
  // Transport streams call a packet broken where one was lost beside it; the decoder knows better.
  if (isBroadcast) packet.flags &= ~AV_PKT_FLAG_CORRUPT;
  const double frames = gap > 0 && lastDuration > 0 ? double(gap) / double(lastDuration) : 1;
  if (frames > 1.7 && (isBroken || (isBroadcast && steady >= 25)))
    damage.note(milliseconds(lastStamp - gap / 2), int64_t(std::min(frames, 1e6)) - 1);
  else if (complaints > 0)
    damage.note(milliseconds(lastStamp));
  steady = frames > 0.7 && frames < 1.3 ? steady + 1 : isBroken || frames > 1.7 ? steady : 0;
}

void Container::noteEnd(int error) {
  const int64_t frame = framesPerSecond > 0 ? int64_t(1000 / framesPerSecond) : 40;
  const int64_t tolerance = isMOV ? 2 * frame : 1000;
  cut = error != AVERROR_EOF || input.failed() || (promisesLength && end + tolerance < length);
  // Transport streams promise nothing, but are made of whole packets.
  if (!std::strcmp(format->iformat->name, "mpegts")) {
    const int64_t size = avio_size(format->pb);
    cut |= size % 188 && size % 192 && size % 204;
  }
}

int64_t Container::milliseconds(int64_t stamp) const {
  return av_rescale_q(stamp - origin, pictures->time_base, {1, 1000});
}

const char *Container::tag(const char *key) const {
  for (const AVDictionary *tags : {format->metadata, pictures->metadata})
    if (const AVDictionaryEntry *entry = av_dict_get(tags, key, nullptr, 0)) return entry->value;
  return nullptr;
}

const char *Container::kind() const { return shortName(format->iformat); }
