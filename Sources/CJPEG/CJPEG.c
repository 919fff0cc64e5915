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
};

static void fail(j_common_ptr info) {
  struct errors *errors = (struct errors *)info->err;
  char message[JMSG_LENGTH_MAX];
  info->err->format_message(info, message);
  snprintf(errors->text, CJPEG_ERROR_SIZE, "%s", message);
  longjmp(errors->escape, 1);
}

// Warnings that mean lost picture data end the decoding; harmless ones pass in silence.
static void warn(j_common_ptr info, int level) {
  if (level >= 0) return;
  switch (info->err->msg_code) {
    case JWRN_JPEG_EOF:
    case JWRN_HIT_MARKER:
    case JWRN_HUFF_BAD_CODE:
    case JWRN_ARITH_BAD_CODE:
      fail(info);
  }
}

static void ignore(j_common_ptr info) { (void)info; }

static struct jpeg_error_mgr *install(struct errors *errors, char *text) {
  jpeg_std_error(&errors->base);
  errors->base.error_exit = fail;
  errors->base.emit_message = warn;
  errors->base.output_message = ignore;
  errors->text = text;
  return &errors->base;
}

cjpeg_result cjpeg_size(const uint8_t *bytes, size_t count, int32_t *width, int32_t *height,
                        char *error) {
  struct jpeg_decompress_struct info;
  struct errors errors;
  info.err = install(&errors, error);
  jpeg_create_decompress(&info);
  if (setjmp(errors.escape)) {
    jpeg_destroy_decompress(&info);
    return CJPEG_BAD;
  }
  jpeg_mem_src(&info, bytes, count);
  jpeg_read_header(&info, TRUE);
  *width = (int32_t)info.image_width;
  *height = (int32_t)info.image_height;
  const int channels = info.num_components;
  jpeg_destroy_decompress(&info);
  return channels == 4 ? CJPEG_UNSUPPORTED_COLORS : CJPEG_OK;
}

cjpeg_result cjpeg_decode(const uint8_t *bytes, size_t count, uint8_t *rgb, char *error) {
  struct jpeg_decompress_struct info;
  struct errors errors;
  info.err = install(&errors, error);
  jpeg_create_decompress(&info);
  if (setjmp(errors.escape)) {
    jpeg_destroy_decompress(&info);
    return CJPEG_BAD;
  }
  jpeg_mem_src(&info, bytes, count);
  jpeg_read_header(&info, TRUE);
  info.out_color_space = JCS_RGB;
  jpeg_start_decompress(&info);
  const size_t stride = (size_t)info.output_width * 3;
  while (info.output_scanline < info.output_height) {
    JSAMPROW row = rgb + stride * info.output_scanline;
    jpeg_read_scanlines(&info, &row, 1);
  }
  jpeg_destroy_decompress(&info);
  return CJPEG_OK;
}

cjpeg_result cjpeg_encode(const uint8_t *rgb, int32_t width, int32_t height, int32_t quality,
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
    return CJPEG_BAD;
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
  return CJPEG_OK;
}
