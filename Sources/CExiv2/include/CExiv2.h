// Reading and writing of EXIF metadata with exiv2, behind plain C.
#ifndef CEXIV2_H
#define CEXIV2_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define CEXIV2_ERROR_SIZE 512
#define CEXIV2_TEXT_SIZE 128
#define CEXIV2_VALUE_SIZE 8192
#define CEXIV2_FIELDS_SIZE (1 << 20)
/// What of a region only this program knows. It belongs to nobody's domain.
#define CEXIV2_NAMESPACE "urn:uuid:6f0c1b52-8c1e-4f5e-9d0b-2f4f7a3f9a61:wwww#"

typedef struct {
  /// EXIF orientation 1…8; 1 where the file has none.
  int32_t orientation;
  /// When the picture was taken, when it was digitized, and when the file was changed, as they are
  /// written; empty where there is none.
  char dates[3][CEXIV2_TEXT_SIZE];
  /// The offset from UTC of each of the dates; empty where there is none.
  char offsets[3][CEXIV2_TEXT_SIZE];
  bool has_position;
  /// Degrees, WGS 84; south and west are negative.
  double latitude, longitude;
  /// The camera's model; empty where there is none.
  char camera[CEXIV2_TEXT_SIZE];
} cexiv2_metadata;

/// Reads the metadata of a picture file held in memory.
bool cexiv2_read(const uint8_t *bytes, size_t count, cexiv2_metadata *metadata, char *error);

/// The same from a bare EXIF block, which begins with its TIFF header.
bool cexiv2_read_exif(const uint8_t *bytes, size_t count, cexiv2_metadata *metadata, char *error);

/// Reads the texts of a picture file: what EXIF, IPTC and XMP say of people, places, events, dates and
/// captions. `*out`, which the caller frees, holds key and value in turn, each ended by a zero byte;
/// keys are exiv2's, values are in whatever encoding they were written. Values are cut to
/// `CEXIV2_VALUE_SIZE` bytes and the whole to `CEXIV2_FIELDS_SIZE`; `*is_cut` tells.
///
/// False where the metadata are damaged; what could be read is there all the same.
bool cexiv2_fields(const uint8_t *bytes, size_t count, uint8_t **out, size_t *out_count,
                   bool *is_cut, char *error);

/// The same from an XMP packet, as a sidecar file holds it.
bool cexiv2_sidecar_fields(const uint8_t *bytes, size_t count, uint8_t **out, size_t *out_count,
                           bool *is_cut, char *error);

/// A face in a picture, for the list of regions of the Metadata Working Group.
typedef struct {
  /// The center and the size, as shares of the stored picture.
  double x, y, width, height;
  /// The name that somebody gave or confirmed; NULL where there is none.
  const char *name;
  /// A name that nobody confirmed; NULL where there is none.
  const char *proposed_name;
  int64_t person;
  /// How probable it is that the face is the person's; negative where that is not known.
  double confidence;
} cexiv2_face;

/// Makes the text of an XMP sidecar for a picture of this stored size: regions with names, the names
/// again as `Iptc4xmpExt:PersonInImage`, and person, confidence and unconfirmed names of each region in
/// the namespace `CEXIV2_NAMESPACE`. `*out` is freed by the caller.
bool cexiv2_make_sidecar(const cexiv2_face *faces, size_t count, int32_t width, int32_t height,
                         const char *tool, uint8_t **out, size_t *out_count, char *error);

/// Width and height of the stored pixels, from the file's header; false where it does not tell.
bool cexiv2_size(const uint8_t *bytes, size_t count, int32_t *width, int32_t *height);

/// Writes date, position and orientation into a picture file held in memory; `*out` is freed by the
/// caller.
bool cexiv2_write(const uint8_t *bytes, size_t count, const cexiv2_metadata *metadata,
                  uint8_t **out, size_t *out_count, char *error);

/// Writes the metadata of the file `from` into `into`, whose pixels are the same ones, upright, in
/// 8-bit RGB: EXIF, IPTC and XMP but for what tells of the pixels as they were (orientation,
/// thumbnails, regions, how they were stored), and the color profile. `*out` is freed by the caller.
bool cexiv2_transfer(const uint8_t *from, size_t from_count, const uint8_t *into,
                     size_t into_count, uint8_t **out, size_t *out_count, char *error);

#ifdef __cplusplus
}
#endif
#endif
