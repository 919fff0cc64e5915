#include "CJPEG.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>

#include <jerror.h>

struct errors {
  struct jpeg_error_mgr base;
  jmp_buf escape;
  char *text;
  bool ended;
};

static void fail(j_common_ptr info) {
  struct errors *errors = (struct errors *)info->err;
  char message[JMSG_LENGTH_MAX];
  info->err->format_message(info, message);
  snprintf(errors->text, CJPEG_ERROR_SIZE, "%s", message);
  longjmp(errors->escape, 1);
}

// Warnings that mean lost picture data end the decoding; harmless ones pass in silence. That the
// file ended (JWRN_JPEG_EOF) is harmless where the last coefficient had been read before.
static void warn(j_common_ptr info, int level) {
  if (level >= 0) return;
  switch (info->err->msg_code) {
    case JWRN_HIT_MARKER:
    case JWRN_HUFF_BAD_CODE:
    case JWRN_ARITH_BAD_CODE:
      fail(info);
      break;
    case JWRN_JPEG_EOF:
      ((struct errors *)info->err)->ended = true;
  }
}

static void ignore(j_common_ptr info) { (void)info; }

static struct jpeg_error_mgr *install(struct errors *errors, char *text) {
  jpeg_std_error(&errors->base);
  errors->base.error_exit = fail;
  errors->base.emit_message = warn;
  errors->base.output_message = ignore;
  errors->text = text;
  errors->ended = false;
  return &errors->base;
}

// Zeros at the end are blocks of a disk and no picture data: a file that was cut off and filled up
// with them would else be decoded as flat gray.
static size_t without_trailing_zeros(const uint8_t *bytes, size_t count) {
  size_t end = count;
  while (end > 0 && bytes[end - 1] == 0) --end;
  return end < count && end > 0 && bytes[end - 1] == 0xFF ? end + 1 : end;
}

bool cjpeg_size(const uint8_t *bytes, size_t count, int32_t *width, int32_t *height, char *error) {
  struct jpeg_decompress_struct info;
  struct errors errors;
  info.err = install(&errors, error);
  jpeg_create_decompress(&info);
  if (setjmp(errors.escape)) {
    jpeg_destroy_decompress(&info);
    return false;
  }
  jpeg_mem_src(&info, bytes, count);
  jpeg_read_header(&info, TRUE);
  *width = (int32_t)info.image_width;
  *height = (int32_t)info.image_height;
  jpeg_destroy_decompress(&info);
  return true;
}

// Files that take this many scans are made to keep a decoder busy.
enum { most_scans = 500 };

// Reads all scans of a picture whose coefficients come in several, and makes sure that none is
// missing: every component has to appear, and every coefficient to its last bit.
static void read_scans(struct jpeg_decompress_struct *info, const struct errors *errors) {
  bool seen[MAX_COMPONENTS] = {false};
  for (int status = JPEG_REACHED_SOS; status != JPEG_REACHED_EOI;
       status = jpeg_consume_input(info)) {
    if (status != JPEG_REACHED_SOS) continue;
    for (int i = 0; i < info->comps_in_scan; ++i) {
      seen[info->cur_comp_info[i]->component_index] = true;
    }
    if (info->input_scan_number > most_scans) ERREXIT(info, JERR_BAD_PROG_SCRIPT);
  }
  for (int c = 0; c < info->num_components; ++c) {
    if (!seen[c]) ERREXIT(info, JERR_INPUT_EOF);
    // Where the end marker is there, the encoder left these bits out on purpose.
    for (int k = 0; errors->ended && info->coef_bits && k < DCTSIZE2; ++k) {
      if (info->coef_bits[c][k] != 0) ERREXIT(info, JERR_INPUT_EOF);
    }
  }
}

// Converts CMYK to RGB, in place. Adobe's programs store the inks inverted, and say so by a marker.
static void cmyk_to_rgb(uint8_t *row, JDIMENSION width, bool inverted) {
  for (JDIMENSION x = 0; x < width; ++x) {
    const uint8_t *cmyk = row + 4 * (size_t)x;
    const uint8_t flip = inverted ? 0 : 255;
    const unsigned black = cmyk[3] ^ flip;
    for (int c = 0; c < 3; ++c) {
      row[3 * (size_t)x + c] = (uint8_t)(((cmyk[c] ^ flip) * black + 127) / 255);
    }
  }
}

bool cjpeg_decode(const uint8_t *bytes, size_t count, int32_t reduction,
                  const cjpeg_region *regions, size_t region_count, uint8_t *const *rgb,
                  char *error) {
  struct jpeg_decompress_struct info;
  struct errors errors;
  info.err = install(&errors, error);
  jpeg_create_decompress(&info);
  if (setjmp(errors.escape)) {
    jpeg_destroy_decompress(&info);
    return false;
  }
  jpeg_mem_src(&info, bytes, without_trailing_zeros(bytes, count));
  jpeg_read_header(&info, TRUE);
  const bool is_cmyk = info.num_components == 4;
  info.out_color_space = is_cmyk ? JCS_CMYK : JCS_RGB;
  info.scale_num = 1;
  info.scale_denom = (unsigned)reduction;
  info.buffered_image = jpeg_has_multiple_scans(&info);
  jpeg_start_decompress(&info);
  if (info.buffered_image) {
    read_scans(&info, &errors);
    jpeg_start_output(&info, info.input_scan_number);
  }
  // It lives as long as `info`, so that an error does not leak it.
  JSAMPARRAY buffer = info.mem->alloc_sarray(
      (j_common_ptr)&info, JPOOL_IMAGE, info.output_width * (is_cmyk ? 4 : 3), 1);
  while (info.output_scanline < info.output_height) {
    const JDIMENSION y = info.output_scanline;
    JDIMENSION next = info.output_height;
    for (size_t r = 0; r < region_count; ++r) {
      const JDIMENSION top = (JDIMENSION)regions[r].top, bottom = (JDIMENSION)regions[r].bottom;
      if (y < bottom) {
        const JDIMENSION wanted = top > y ? top : y;
        if (wanted < next) next = wanted;
      }
    }
    if (next == info.output_height) break;
    if (next > y) {
      jpeg_skip_scanlines(&info, next - y);
      continue;
    }
    jpeg_read_scanlines(&info, buffer, 1);
    if (is_cmyk) cmyk_to_rgb(buffer[0], info.output_width, info.saw_Adobe_marker);
    for (size_t r = 0; r < region_count; ++r) {
      const cjpeg_region *region = &regions[r];
      if (y < (JDIMENSION)region->top || y >= (JDIMENSION)region->bottom) continue;
      const size_t row = (size_t)(region->right - region->left) * 3;
      memcpy(rgb[r] + row * (y - (JDIMENSION)region->top), buffer[0] + (size_t)region->left * 3,
             row);
    }
  }
  jpeg_destroy_decompress(&info);
  return true;
}

bool cjpeg_encode(const uint8_t *rgb, int32_t width, int32_t height, int32_t quality,
                  uint8_t **bytes, size_t *count, char *error) {
  struct jpeg_compress_struct info;
  struct errors errors;
  unsigned long size = 0;
  *bytes = NULL;
  info.err = install(&errors, error);
  jpeg_create_compress(&info);
  if (setjmp(errors.escape)) {
    jpeg_destroy_compress(&info);
    free(*bytes);
    *bytes = NULL;
    return false;
  }
  jpeg_mem_dest(&info, bytes, &size);
  info.image_width = (JDIMENSION)width;
  info.image_height = (JDIMENSION)height;
  info.input_components = 3;
  info.in_color_space = JCS_RGB;
  jpeg_set_defaults(&info);
  jpeg_set_quality(&info, quality, TRUE);
  jpeg_start_compress(&info, TRUE);
  while (info.next_scanline < info.image_height) {
    JSAMPROW row = (JSAMPROW)(rgb + (size_t)width * 3 * info.next_scanline);
    jpeg_write_scanlines(&info, &row, 1);
  }
  jpeg_finish_compress(&info);
  jpeg_destroy_compress(&info);
  *count = size;
  return true;
}
