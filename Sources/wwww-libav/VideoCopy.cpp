#include "VideoCopy.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstring>

#include "Container.h"

namespace {

struct Choice {
  const char *encoder;
  /// Names and values in turn, ended by null: quick enough to keep up with 720p on two cores.
  const char *options[7];
};

/// What encodes pictures of a codec's family; H.264 for those that nobody writes any more.
Choice choiceFor(AVCodecID codec) {
  switch (codec) {
    case AV_CODEC_ID_HEVC: return {"libx265", {"preset", "ultrafast", "crf", "26", "x265-params", "log-level=none", nullptr}};
    case AV_CODEC_ID_VP8: return {"libvpx", {"deadline", "realtime", "cpu-used", "8", "crf", "20", nullptr}};
    case AV_CODEC_ID_VP9: return {"libvpx-vp9", {"deadline", "realtime", "cpu-used", "8", "row-mt", "1", nullptr}};
    case AV_CODEC_ID_AV1: return {"libsvtav1", {"preset", "12", "crf", "35", nullptr}};
    case AV_CODEC_ID_MPEG4: return {"mpeg4", {nullptr}};
    case AV_CODEC_ID_MPEG2VIDEO: return {"mpeg2video", {nullptr}};
    case AV_CODEC_ID_MJPEG: return {"mjpeg", {nullptr}};
    default: return {"libx264", {"preset", "veryfast", "crf", "21", nullptr}};
  }
}

void check(int status, const char *what) {
  if (status < 0) throw std::runtime_error(std::string(what) + ": " + errorText(status));
}

}  // namespace

VideoCopy::VideoCopy(const char *name, double rate, int64_t begin, int input, int output,
                     const char *muxer, int width, int height, int threads)
    : output(output), width(width & ~1), height(height & ~1), stride(width * 3), packet(required(av_packet_alloc())) {
  const Messages::Scope scope(messages);
  if (this->width < 2 || this->height < 2) throw std::runtime_error("the pictures are too small");
  check(avformat_alloc_output_context2(&format, nullptr, muxer, nullptr), "no such container");
  const int capacity = 1 << 18;
  io = required(avio_alloc_context(static_cast<uint8_t *>(required(av_malloc(capacity))), capacity, 1,
                                   this, nullptr, write, seek));
  format->pb = io;
  format->flags |= AVFMT_FLAG_BITEXACT;
  const AVCodecDescriptor *known = avcodec_descriptor_get_by_name(name);
  openEncoder(known ? known->id : AV_CODEC_ID_H264, rate, threads);
  openSound(input, begin);
  check(avformat_write_header(format, nullptr), "the file cannot be begun");
}

VideoCopy::~VideoCopy() {
  if (io) {
    av_freep(&io->buffer);
    avio_context_free(&io);
  }
  avformat_free_context(format);
}

void VideoCopy::openEncoder(AVCodecID id, double rate, int threads) {
  Choice choice = choiceFor(id);
  const AVCodec *encoder = avcodec_find_encoder_by_name(choice.encoder);
  for (const AVCodecID other : {AV_CODEC_ID_H264, AV_CODEC_ID_VP9}) {
    if (encoder && avformat_query_codec(format->oformat, encoder->id, FF_COMPLIANCE_NORMAL) == 1) break;
    choice = choiceFor(other);
    encoder = avcodec_find_encoder_by_name(choice.encoder);
  }
  if (!encoder) throw std::runtime_error("there is no encoder for its pictures");
  codec.reset(required(avcodec_alloc_context3(encoder)));
  codec->width = width;
  codec->height = height;
  codec->pix_fmt = encoder->id == AV_CODEC_ID_MJPEG ? AV_PIX_FMT_YUVJ420P : AV_PIX_FMT_YUV420P;
  codec->sample_aspect_ratio = {1, 1};
  const double perSecond = rate > 0 && rate <= 240 ? rate : 25;
  codec->framerate = av_d2q(perSecond, 100000);
  // MPEG-4 and MPEG-2 count in frames; the others in milliseconds, for rates that vary.
  const bool countsFrames =
      encoder->id == AV_CODEC_ID_MPEG4 || encoder->id == AV_CODEC_ID_MPEG2VIDEO;
  codec->time_base = countsFrames ? av_inv_q(av_d2q(std::round(perSecond), 1000)) : AVRational{1, 1000};
  codec->gop_size = int(perSecond * 5);
  codec->thread_count = threads;
  codec->colorspace = height > 576 ? AVCOL_SPC_BT709 : AVCOL_SPC_SMPTE170M;
  codec->color_range = encoder->id == AV_CODEC_ID_MJPEG ? AVCOL_RANGE_JPEG : AVCOL_RANGE_MPEG;
  if (!choice.options[0]) {
    codec->flags |= AV_CODEC_FLAG_QSCALE;
    codec->global_quality = 3 * FF_QP2LAMBDA;
    codec->max_b_frames = 0;
  }
  if (encoder->id == AV_CODEC_ID_VP8 || encoder->id == AV_CODEC_ID_VP9)
    codec->bit_rate = int64_t(width) * height * 4;
  if (format->oformat->flags & AVFMT_GLOBALHEADER) codec->flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
  codec->flags |= AV_CODEC_FLAG_BITEXACT;
  AVDictionary *options = nullptr;
  for (const char **option = choice.options; *option; option += 2)
    av_dict_set(&options, option[0], option[1], 0);
  const int status = avcodec_open2(codec.get(), encoder, &options);
  av_dict_free(&options);
  check(status, "the encoder cannot begin");
  pictures = required(avformat_new_stream(format, nullptr));
  pictures->time_base = codec->time_base;
  pictures->avg_frame_rate = codec->framerate;
  check(avcodec_parameters_from_context(pictures->codecpar, codec.get()), "the encoder cannot begin");
}

void VideoCopy::openSound(int input, int64_t begin) {
  origin = begin;
  soundInput = std::make_unique<DescriptorInput>(input);
  try {
    soundFormat = Container::opened(*soundInput, messages);
  } catch (const VideoError &) {
    return;  // an animated picture has none
  }
  avformat_find_stream_info(soundFormat.get(), nullptr);
  for (unsigned i = 0; i < soundFormat->nb_streams; ++i) {
    AVStream *stream = soundFormat->streams[i];
    if (stream->codecpar->codec_type != AVMEDIA_TYPE_AUDIO || !stream->codecpar->codec_id ||
        stream->codecpar->sample_rate <= 0) {
      stream->discard = AVDISCARD_ALL;
      continue;
    }
    if (avformat_query_codec(format->oformat, stream->codecpar->codec_id, FF_COMPLIANCE_NORMAL) != 1)
      throw VideoError(CLIBAV_UNSUPPORTED, "the container cannot hold the sound");
    AVStream *copy = required(avformat_new_stream(format, nullptr));
    check(avcodec_parameters_copy(copy->codecpar, stream->codecpar), "the sound cannot be copied");
    copy->codecpar->codec_tag = 0;
    copy->time_base = stream->time_base;
    // Its times are below 0 at first, by what Matroska's muxer adds to them.
    const bool isMatroska = !std::strcmp(format->oformat->name, "matroska") ||
                            !std::strcmp(format->oformat->name, "webm");
    if (isMatroska && stream->codecpar->codec_id == AV_CODEC_ID_OPUS)
      format->avoid_negative_ts = AVFMT_AVOID_NEG_TS_DISABLED;
    sounds.push_back({int(i), copy->index});
  }
  waiting.reset(required(av_packet_alloc()));
}

/// Copies the sound up to a time in milliseconds.
void VideoCopy::copySound(int64_t until) {
  while (!sounds.empty()) {
    if (!waiting->data && av_read_frame(soundFormat.get(), waiting.get()) < 0) {
      sounds.clear();
      return;
    }
    const auto sound = std::find_if(sounds.begin(), sounds.end(),
                                    [&](const Sound &s) { return s.from == waiting->stream_index; });
    const AVRational base = soundFormat->streams[waiting->stream_index]->time_base;
    const int64_t stamp = waiting->dts != AV_NOPTS_VALUE ? waiting->dts : waiting->pts;
    const int64_t shift = av_rescale_q(std::max<int64_t>(0, origin), AVRational{1, 1000000}, base);
    if (sound == sounds.end() || stamp == AV_NOPTS_VALUE || (shift > 0 && stamp < shift)) {
      av_packet_unref(waiting.get());
      continue;
    }
    if (av_rescale_q(stamp - shift, base, AVRational{1, 1000}) > until) return;
    if (waiting->pts != AV_NOPTS_VALUE) waiting->pts -= shift;
    if (waiting->dts != AV_NOPTS_VALUE) waiting->dts -= shift;
    waiting->stream_index = sound->to;
    waiting->pos = -1;
    av_packet_rescale_ts(waiting.get(), base, format->streams[sound->to]->time_base);
    // Sound whose times fall back is left out; pictures go on.
    av_interleaved_write_frame(format, waiting.get());
    av_packet_unref(waiting.get());
    if (io->error < 0) check(io->error, "the file cannot be written");
  }
}

void VideoCopy::write(const uint8_t *rgb, int64_t milliseconds) {
  const Messages::Scope scope(messages);
  if (!frame || !av_frame_is_writable(frame.get())) {
    frame.reset(required(av_frame_alloc()));
    frame->format = codec->pix_fmt;
    frame->width = width;
    frame->height = height;
    check(av_frame_get_buffer(frame.get(), 64), "no memory");
  }
  if (!scaler) {
    scaler.reset(required(sws_getContext(width, height, AV_PIX_FMT_RGB24, width, height,
                                         codec->pix_fmt == AV_PIX_FMT_YUVJ420P ? AV_PIX_FMT_YUV420P
                                                                               : codec->pix_fmt,
                                         SWS_BILINEAR, nullptr, nullptr, nullptr)));
    const int *table = sws_getCoefficients(height > 576 ? SWS_CS_ITU709 : SWS_CS_ITU601);
    sws_setColorspaceDetails(scaler.get(), table, 1, table, codec->color_range == AVCOL_RANGE_JPEG, 0,
                             1 << 16, 1 << 16);
  }
  // Odd sizes lose a column or row.
  const uint8_t *planes[] = {rgb, nullptr, nullptr, nullptr};
  const int strides[] = {stride, 0, 0, 0};
  check(sws_scale(scaler.get(), planes, strides, 0, height, frame->data, frame->linesize),
        "a picture cannot be converted");
  // A clock that starts below 0 is kept: sound may have to begin before the pictures.
  const int64_t shown = milliseconds + std::min<int64_t>(0, origin / 1000);
  const int64_t time = av_rescale_q(shown, AVRational{1, 1000}, codec->time_base);
  if (time <= lastTime && lastTime != INT64_MIN) return;  // one that comes within the same tick
  lastTime = time;
  frame->pts = time;
  frame->pict_type = AV_PICTURE_TYPE_NONE;
  if (!choiceFor(codec->codec_id).options[0]) frame->quality = codec->global_quality;
  encode(frame.get());
  copySound(shown);
}

void VideoCopy::encode(const AVFrame *picture) {
  check(avcodec_send_frame(codec.get(), picture), "a picture cannot be encoded");
  for (;;) {
    const int status = avcodec_receive_packet(codec.get(), packet.get());
    if (status == AVERROR(EAGAIN) || status == AVERROR_EOF) return;
    check(status, "a picture cannot be encoded");
    av_packet_rescale_ts(packet.get(), codec->time_base, pictures->time_base);
    packet->stream_index = pictures->index;
    check(av_interleaved_write_frame(format, packet.get()), "the file cannot be written");
  }
}

void VideoCopy::finish() {
  const Messages::Scope scope(messages);
  encode(nullptr);
  copySound(INT64_MAX);
  check(av_write_trailer(format), "the file cannot be finished");
  avio_flush(io);
  check(io->error, "the file cannot be written");
}

int VideoCopy::write(void *opaque, uint8_t *buffer, int size) {
  auto *copy = static_cast<VideoCopy *>(opaque);
  for (int done = 0; done < size;) {
    const ssize_t count = pwrite(copy->output, buffer + done, size_t(size - done), copy->position);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return AVERROR(errno ? errno : EIO);
    copy->position += count;
    done += int(count);
  }
  copy->end = std::max(copy->end, copy->position);
  return size;
}

int64_t VideoCopy::seek(void *opaque, int64_t offset, int whence) {
  auto *copy = static_cast<VideoCopy *>(opaque);
  switch (whence & ~AVSEEK_FORCE) {
    case AVSEEK_SIZE: return copy->end;
    case SEEK_SET: break;
    case SEEK_CUR: offset += copy->position; break;
    case SEEK_END: offset += copy->end; break;
    default: return AVERROR(EINVAL);
  }
  return offset < 0 ? AVERROR(EINVAL) : copy->position = offset;
}
