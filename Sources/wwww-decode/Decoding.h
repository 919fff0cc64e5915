#pragma once
#include <stdexcept>
#include <string>
#include <vector>

#include "CDecoding.h"

/// Why a file cannot be decoded.
struct Failure : std::runtime_error {
  cdecoding_status status;
  Failure(cdecoding_status status, const std::string &text)
      : std::runtime_error(text), status(status) {}
};

/// A file in memory.
struct Bytes {
  const uint8_t *data;
  size_t count;
};

/// Where a decoder puts its pixels: 8-bit RGB, row by row without gaps.
class Canvas {
 public:
  Canvas(const cdecoding_request &request, const cdecoding_region *regions,
         cdecoding_reply &reply);

  /// Refuses pictures that are too large; called as soon as the size is known.
  void check_size(int64_t width, int64_t height) const;

  /// The memory for all pixels of the stored picture.
  uint8_t *whole(int64_t width, int64_t height);

  /// Reduces the whole picture, or cuts the parts out of it, as was asked for.
  void finish();

  /// Decodes a JPEG file, which can be done in parts and at reduced scale.
  void decode_jpeg(Bytes file);

  void hold(int pictures) { reply.picture_count = pictures; }

  const cdecoding_request &request;

 private:
  uint8_t *output(size_t count);
  const cdecoding_region *regions;
  cdecoding_reply &reply;
  /// The whole picture, where only parts of it are delivered.
  std::vector<uint8_t> scratch;
  uint8_t *pixels = nullptr;
};

/// Memory for `count` bytes of output.
uint8_t *output_memory(size_t count);

// Each throws a `Failure`, or another exception where something unforeseen happens.
void decode_png(Bytes, Canvas &);
void decode_webp(Bytes, Canvas &);
void decode_tiff(Bytes, Canvas &);
void decode_jpeg2000(Bytes, Canvas &);
void decode_heif(Bytes, Canvas &);
void decode_raw(Bytes, Canvas &);
/// What libavcodec decodes: BMP, GIF, JPEG XL, PNM, TGA, PSD.
void decode_with_libav(Bytes, Canvas &);

/// What libtiff tells of a file's first picture, also of BigTIFF.
void tiff_metadata(Bytes, cexiv2_metadata &);
/// The EXIF block of a HEIC or AVIF file; empty where there is none.
std::vector<uint8_t> heif_exif(Bytes);
/// The XMP packet of a HEIC or AVIF file; empty where there is none.
std::vector<uint8_t> heif_xmp(Bytes);

/// Gives up everything that decoding does not need: other programs, the network, writing files.
void enter_sandbox();
