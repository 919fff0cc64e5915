#include <libheif/heif.h>

#include <cstring>
#include <memory>

#include "Decoding.h"

namespace {

using Context = std::unique_ptr<heif_context, decltype(&heif_context_free)>;
using Handle = std::unique_ptr<heif_image_handle, decltype(&heif_image_handle_release)>;

void check(heif_error error) {
  if (error.code == heif_error_Ok) return;
  const bool is_unknown = error.code == heif_error_Unsupported_feature ||
                          error.code == heif_error_Unsupported_filetype;
  throw Failure(is_unknown ? CDECODING_UNSUPPORTED : CDECODING_DAMAGED, error.message);
}

Context open(Bytes file) {
  Context context(heif_context_alloc(), heif_context_free);
  heif_context_set_max_decoding_threads(context.get(), 0);
  check(heif_context_read_from_memory_without_copy(context.get(), file.data, file.count, nullptr));
  return context;
}

Handle primary(const Context &context) {
  heif_image_handle *handle = nullptr;
  check(heif_context_get_primary_image_handle(context.get(), &handle));
  return Handle(handle, heif_image_handle_release);
}

}  // namespace

void decode_heif(Bytes file, Canvas &canvas) {
  const Context context = open(file);
  const Handle handle = primary(context);
  canvas.check_size(heif_image_handle_get_width(handle.get()),
                    heif_image_handle_get_height(handle.get()));
  heif_image *decoded = nullptr;
  // Turned and mirrored as the file says: its EXIF orientation does not count.
  check(heif_decode_image(handle.get(), &decoded, heif_colorspace_RGB,
                          heif_chroma_interleaved_RGB, nullptr));
  const std::unique_ptr<heif_image, decltype(&heif_image_release)> image(decoded,
                                                                         heif_image_release);
  const int width = heif_image_get_width(image.get(), heif_channel_interleaved);
  const int height = heif_image_get_height(image.get(), heif_channel_interleaved);
  int stride = 0;
  const uint8_t *from =
      heif_image_get_plane_readonly(image.get(), heif_channel_interleaved, &stride);
  uint8_t *to = canvas.whole(width, height);
  for (int y = 0; y < height; ++y) {
    std::memcpy(to + size_t(y) * width * 3, from + size_t(y) * stride, size_t(width) * 3);
  }
  canvas.hold(std::max(1, heif_context_get_number_of_top_level_images(context.get())));
}

std::vector<uint8_t> heif_exif(Bytes file) {
  try {
    const Context context = open(file);
    const Handle handle = primary(context);
    heif_item_id id;
    if (heif_image_handle_get_list_of_metadata_block_IDs(handle.get(), "Exif", &id, 1) != 1) {
      return {};
    }
    std::vector<uint8_t> block(heif_image_handle_get_metadata_size(handle.get(), id));
    if (block.size() > 4) check(heif_image_handle_get_metadata(handle.get(), id, block.data()));
    if (block.size() <= 4) return {};
    // Four bytes tell how much of something else stands before the TIFF header.
    const size_t start = 4 + (size_t(block[0]) << 24 | block[1] << 16 | block[2] << 8 | block[3]);
    if (start >= block.size()) return {};
    return {block.begin() + ptrdiff_t(start), block.end()};
  } catch (const Failure &) {
    return {};
  }
}

std::vector<uint8_t> heif_xmp(Bytes file) {
  try {
    const Context context = open(file);
    const Handle handle = primary(context);
    heif_item_id ids[16];
    const int count =
        heif_image_handle_get_list_of_metadata_block_IDs(handle.get(), "mime", ids, 16);
    for (int i = 0; i < count; ++i) {
      const char *type = heif_image_handle_get_metadata_content_type(handle.get(), ids[i]);
      if (!type || std::strcmp(type, "application/rdf+xml") != 0) continue;
      std::vector<uint8_t> packet(heif_image_handle_get_metadata_size(handle.get(), ids[i]));
      if (packet.empty()) continue;
      check(heif_image_handle_get_metadata(handle.get(), ids[i], packet.data()));
      return packet;
    }
  } catch (const Failure &) {
  }
  return {};
}
