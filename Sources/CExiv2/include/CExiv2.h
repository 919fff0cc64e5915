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

typedef struct {
  /// EXIF orientation 1…8; 1 where the file has none.
  int32_t orientation;
  /// "YYYY:MM:DD HH:MM:SS" as the camera wrote it; empty where there is none.
  char date[CEXIV2_TEXT_SIZE];
  /// "+HH:MM" of that date; empty where there is none.
  char offset[CEXIV2_TEXT_SIZE];
  bool has_position;
  /// Degrees, WGS 84; south and west are negative.
  double latitude, longitude;
  /// The camera's model; empty where there is none.
  char camera[CEXIV2_TEXT_SIZE];
} cexiv2_metadata;

/// Reads the metadata of a picture file held in memory.
bool cexiv2_read(const uint8_t *bytes, size_t count, cexiv2_metadata *metadata, char *error);

/// Width and height of the stored pixels, from the file's header; false where it does not tell.
bool cexiv2_size(const uint8_t *bytes, size_t count, int32_t *width, int32_t *height);

/// Writes date, position and orientation into a picture file held in memory; `*out` is freed by the
/// caller.
bool cexiv2_write(const uint8_t *bytes, size_t count, const cexiv2_metadata *metadata,
                  uint8_t **out, size_t *out_count, char *error);

#ifdef __cplusplus
}
#endif
#endif
