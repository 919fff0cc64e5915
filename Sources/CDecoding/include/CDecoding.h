// What a program and its decoding process say to each other.
//
// Files are not to be trusted, and their decoders are large: so pictures are decoded in a process of
// its own, `wwww-decode`, which may neither write files nor use the network, within bounds of memory
// and time. A request arrives on its standard input, the file's bytes in shared memory; a reply
// leaves on its standard output, the pixels in shared memory. It ends when its input ends.
#ifndef CDECODING_H
#define CDECODING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "CExiv2.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
  /// The descriptor of the memory with the file's bytes, and behind them, at the next multiple of
  /// 16, the regions or the second file.
  CDECODING_INPUT = 3,
  /// The descriptor of the memory for the pixels, which grows as they need it.
  CDECODING_OUTPUT = 4,
  CDECODING_TEXT_SIZE = 512,
};

typedef enum {
  /// Pixels and metadata.
  CDECODING_DECODE,
  /// Metadata alone.
  CDECODING_METADATA,
  /// The second file with the first one's metadata, upright and without its thumbnail.
  CDECODING_TRANSFER,
} cdecoding_task;

typedef enum {
  CDECODING_JPEG,
  CDECODING_PNG,
  CDECODING_WEBP,
  CDECODING_TIFF,
  CDECODING_JPEG2000,
  /// HEIC and AVIF.
  CDECODING_HEIF,
  /// What cameras write of their sensor.
  CDECODING_RAW,
  CDECODING_BMP,
  CDECODING_GIF,
  CDECODING_JXL,
  CDECODING_PNM,
  CDECODING_TGA,
  CDECODING_PSD,
  /// No picture: the XMP packet of a sidecar file, of which only the metadata can be asked for.
  CDECODING_XMP,
} cdecoding_format;

typedef enum {
  CDECODING_OK,
  CDECODING_DAMAGED,
  CDECODING_UNSUPPORTED,
  CDECODING_TOO_LARGE,
  CDECODING_INTERNAL,
} cdecoding_status;

/// Columns left to right and rows top to bottom, half-open.
typedef struct {
  int32_t left, top, right, bottom;
} cdecoding_region;

typedef struct {
  cdecoding_task task;
  cdecoding_format format;
  /// The file's bytes.
  uint64_t count;
  /// The second file's bytes, where one is to get the metadata of the first.
  uint64_t second_count;
  /// 1, 2, 4 or 8: width and height are divided by it and rounded up.
  int32_t reduction;
  /// How many parts of the picture are wanted; none means the whole. Parts are not reduced.
  uint32_t region_count;
  /// Larger pictures are refused before memory is taken for them.
  int64_t largest_pixel_count;
  /// How many seconds of computing the request may take.
  int32_t seconds;
} cdecoding_request;

typedef struct {
  cdecoding_status status;
  char error[CDECODING_TEXT_SIZE];
  /// The stored picture's size, and the delivered one's where the whole was asked for.
  int32_t stored_width, stored_height, width, height;
  /// How many pictures the file holds; the first is delivered.
  int32_t picture_count;
  cexiv2_metadata metadata;
  /// What is damaged in the metadata; empty where nothing is.
  char metadata_error[CDECODING_TEXT_SIZE];
  /// Bytes of the texts that follow the reply, as `cexiv2_fields` gives them, and whether there were
  /// more.
  uint32_t fields_count;
  bool fields_are_cut;
  /// Bytes in the output memory: pixels, part after part, or the second file.
  uint64_t count;
} cdecoding_reply;

/// A decoding process, as its owner sees it. It belongs to one thread at a time.
typedef struct cdecoding_process cdecoding_process;

/// Starts the program at `path`; NULL where that fails.
cdecoding_process *cdecoding_start(const char *path, char *error);

/// Its number in the system; -1 where it has ended.
int32_t cdecoding_number(const cdecoding_process *);

/// Sends a request with its file, and its second file or its regions, and waits for the reply.
///
/// False where the process is gone or takes too long; then it can only be ended, and `error` tells
/// why.
bool cdecoding_ask(cdecoding_process *, const cdecoding_request *, const uint8_t *bytes,
                   const uint8_t *second, const cdecoding_region *regions, cdecoding_reply *,
                   char *error);

/// Copies output of the last reply: `count` bytes from `offset` on.
bool cdecoding_copy(cdecoding_process *, uint64_t offset, uint8_t *to, uint64_t count);

/// The texts of the last reply, `fields_count` bytes; they stay until the next request.
const uint8_t *cdecoding_fields(const cdecoding_process *);

/// Ends the process.
void cdecoding_end(cdecoding_process *);

#ifdef __cplusplus
}
#endif

#endif
