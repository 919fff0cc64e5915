// Face detection and face encoding with dlib, behind plain C.
//
// Pictures are 8-bit RGB, row by row without gaps. Boxes are pixels, half-open: the box covers
// columns left ..< right and rows top ..< bottom. Handles belong to one thread at a time. Functions
// that can fail return false and write a reason into `error`, a text of at most `WWWW_ERROR_SIZE`
// bytes; no C++ exception leaves them.
#ifndef CDLIB_H
#define CDLIB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define WWWW_ERROR_SIZE 512
#define WWWW_EMBEDDING_SIZE 128
#define WWWW_LANDMARK_COUNT 5
#define WWWW_CHIP_SIDE 150

typedef struct {
  int32_t top, right, bottom, left;
  float score;
} wwww_box;

typedef struct {
  float x[WWWW_LANDMARK_COUNT], y[WWWW_LANDMARK_COUNT];
} wwww_landmarks;

typedef struct wwww_detector wwww_detector;
typedef struct wwww_encoder wwww_encoder;

/// The HOG detector of frontal faces that is part of dlib, evaluated in a faster way.
wwww_detector *wwww_detector_hog(char *error);
/// The same, evaluated by dlib itself: what tests compare with.
wwww_detector *wwww_detector_hog_reference(char *error);
/// The convolutional detector of `mmod_human_face_detector.dat`: better at an angle, far slower.
wwww_detector *wwww_detector_mmod(const char *weights, char *error);
void wwww_detector_free(wwww_detector *);

/// Finds faces after doubling the picture's size `upsample` times; `*boxes` is freed by the caller.
bool wwww_detector_detect(wwww_detector *, const uint8_t *rgb, int32_t width, int32_t height,
                          int32_t upsample, wwww_box **boxes, size_t *count, char *error);

/// The 5-point landmark predictor and the ResNet encoder.
wwww_encoder *wwww_encoder_open(const char *landmark_weights, const char *encoder_weights,
                                char *error);
void wwww_encoder_free(wwww_encoder *);

/// Encodes `count` faces of one picture; with `mirror`, an embedding is the mean of the face's and of
/// its mirror image's.
///
/// Writes per face the landmarks, `WWWW_EMBEDDING_SIZE` floats, and the aligned face the encoder
/// saw: WWWW_CHIP_SIDE × WWWW_CHIP_SIDE RGB pixels.
bool wwww_encoder_encode(wwww_encoder *, const uint8_t *rgb, int32_t width, int32_t height,
                         const wwww_box *boxes, size_t count, bool mirror,
                         wwww_landmarks *landmarks, float *embeddings, uint8_t *chips, char *error);

/// How many threads BLAS may use within one call, for the whole process.
void wwww_blas_threads(int32_t count);

#ifdef __cplusplus
}
#endif
#endif
