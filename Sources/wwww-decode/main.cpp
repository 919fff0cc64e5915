// Decodes pictures for another process; see CDecoding.h.
#include <sys/mman.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <memory>

#include "CLibAVWorker.h"
#include "Decoding.h"
#include "Serving.h"

namespace {

/// What the libraries themselves take, and what decoders need a pixel at most: libtiff's raster and
/// a progressive JPEG file's coefficients beside the picture.
int64_t memory_for(int64_t largest_pixel_count) {
  return (int64_t(1) << 30) + largest_pixel_count * 12;
}

/// The bytes of a request, mapped while it is worked on.
class Input {
 public:
  explicit Input(size_t size) : size(size) {
    void *memory = mmap(nullptr, size, PROT_READ, MAP_SHARED, CDECODING_INPUT, 0);
    if (memory == MAP_FAILED) throw std::bad_alloc();
    data = static_cast<const uint8_t *>(memory);
  }
  ~Input() { munmap(const_cast<uint8_t *>(data), size); }
  const uint8_t *data;

 private:
  size_t size;
};

void decode(Bytes file, Canvas &canvas) {
  switch (canvas.request.format) {
    case CDECODING_JPEG: return canvas.decode_jpeg(file);
    case CDECODING_PNG: return decode_png(file, canvas);
    case CDECODING_WEBP: return decode_webp(file, canvas);
    case CDECODING_TIFF: return decode_tiff(file, canvas);
    case CDECODING_JPEG2000: return decode_jpeg2000(file, canvas);
    case CDECODING_HEIF: return decode_heif(file, canvas);
    case CDECODING_RAW: return decode_raw(file, canvas);
    default: return decode_with_libav(file, canvas);
  }
}

/// Broken metadata are no reason to give up a picture: they are left out.
void read_metadata(Bytes file, cdecoding_format format, cexiv2_metadata &metadata) {
  char error[CEXIV2_ERROR_SIZE];
  metadata = cexiv2_metadata{};
  metadata.orientation = 1;
  switch (format) {
    case CDECODING_HEIF: {
      const auto exif = heif_exif(file);
      if (!exif.empty()) cexiv2_read_exif(exif.data(), exif.size(), &metadata, error);
      break;
    }
    case CDECODING_TIFF:
      cexiv2_read(file.data, file.count, &metadata, error);
      tiff_metadata(file, metadata);
      break;
    default: cexiv2_read(file.data, file.count, &metadata, error);
  }
  // Their decoders turn the picture.
  if (format == CDECODING_HEIF || format == CDECODING_JXL) metadata.orientation = 1;
}

/// The texts of the last file, which follow the reply.
std::unique_ptr<uint8_t, decltype(&std::free)> fields(nullptr, std::free);

void read_fields(Bytes file, cdecoding_format format, cdecoding_reply &reply) {
  uint8_t *bytes = nullptr;
  size_t count = 0;
  if (format == CDECODING_XMP) {
    cexiv2_sidecar_fields(file.data, file.count, &bytes, &count, &reply.fields_are_cut,
                          reply.metadata_error);
  } else if (format == CDECODING_HEIF) {
    const auto packet = heif_xmp(file);
    if (!packet.empty()) {
      cexiv2_sidecar_fields(packet.data(), packet.size(), &bytes, &count, &reply.fields_are_cut,
                            reply.metadata_error);
    }
  } else {
    cexiv2_fields(file.data, file.count, &bytes, &count, &reply.fields_are_cut,
                  reply.metadata_error);
  }
  fields.reset(bytes);
  reply.fields_count = uint32_t(count);
}

void answer(const cdecoding_request &request, cdecoding_reply &reply) {
  const size_t second = (size_t(request.count) + 15) / 16 * 16;
  const Input input(second + request.second_count +
                    request.region_count * sizeof(cdecoding_region) + 1);
  const Bytes file = {input.data, size_t(request.count)};
  if (request.task == CDECODING_TRANSFER) {
    uint8_t *bytes = nullptr;
    size_t count = 0;
    if (!cexiv2_transfer(file.data, file.count, input.data + second, request.second_count, &bytes,
                         &count, reply.error)) {
      throw Failure(CDECODING_UNSUPPORTED, std::string(reply.error));
    }
    std::memcpy(output_memory(count), bytes, count);
    std::free(bytes);
    reply.count = count;
    return;
  }
  if (request.task == CDECODING_DECODE) {
    Canvas canvas(request, reinterpret_cast<const cdecoding_region *>(input.data + second), reply);
    decode(file, canvas);
    canvas.finish();
  }
  if (request.format != CDECODING_XMP) read_metadata(file, request.format, reply.metadata);
  read_fields(file, request.format, reply);
}

}  // namespace

int main(int count, char **arguments) {
  if (count > 1 && !std::strcmp(arguments[1], CLIBAV_WORKER_ARGUMENT)) {
    serve_video();
    std::_Exit(0);
  }
  try {
    enter_sandbox();
  } catch (const std::exception &) {
    // Where the system has no such filters, what is left still runs in a process of its own.
  }
  end_with_owner();
  limit_memory(memory_for(0));
  cdecoding_request request;
  while (read_all(&request, sizeof request)) {
    static cdecoding_reply reply;
    reply = {};
    limit_memory(memory_for(request.largest_pixel_count));
    allow(request.seconds);
    try {
      answer(request, reply);
    } catch (const Failure &failure) {
      reply.status = failure.status;
      std::snprintf(reply.error, sizeof reply.error, "%s", failure.what());
    } catch (const std::bad_alloc &) {
      reply.status = CDECODING_TOO_LARGE;
      std::snprintf(reply.error, sizeof reply.error, "not enough memory");
    } catch (const std::exception &unforeseen) {
      reply.status = CDECODING_INTERNAL;
      std::snprintf(reply.error, sizeof reply.error, "%s", unforeseen.what());
    }
    allow(0);
    if (reply.status != CDECODING_OK) reply.fields_count = 0;
    if (!write_all(&reply, sizeof reply)) break;
    if (!write_all(fields.get(), reply.fields_count)) break;
  }
  // Destructors of two dozen libraries have nothing to add.
  std::_Exit(0);
}
