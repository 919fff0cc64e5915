// Face detection and face encoding, behind plain C.
//
// Pictures are 8-bit RGB, row by row without gaps. Boxes are pixels, half-open: the box covers
// columns left ..< right and rows top ..< bottom. Handles belong to one thread at a time. Functions
// that can fail return false and write a reason into `error`, a text of at most `WWWW_ERROR_SIZE`
// bytes; no C++ exception leaves them.
#ifndef CFACEMODELS_H
#define CFACEMODELS_H

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
typedef struct wwww_predictor wwww_predictor;
typedef struct wwww_encoder wwww_encoder;

/// The HOG detector of frontal faces that is part of dlib, evaluated in a faster way.
wwww_detector *wwww_detector_hog(char *error);
/// The same, evaluated by dlib itself: what tests compare with.
wwww_detector *wwww_detector_hog_reference(char *error);
void wwww_detector_free(wwww_detector *);

/// Finds faces after doubling the picture's size `upsample` times; `*boxes` is freed by the caller.
bool wwww_detector_detect(wwww_detector *, const uint8_t *rgb, int32_t width, int32_t height,
                          int32_t upsample, wwww_box **boxes, size_t *count, char *error);

/// The predictor of five landmarks.
wwww_predictor *wwww_predictor_open(const char *weights, char *error);
void wwww_predictor_free(wwww_predictor *);
bool wwww_predictor_predict(wwww_predictor *, const uint8_t *rgb, int32_t width, int32_t height,
                            const wwww_box *boxes, size_t count, wwww_landmarks *landmarks,
                            char *error);

/// dlib's ResNet.
wwww_encoder *wwww_encoder_open(const char *weights, char *error);
void wwww_encoder_free(wwww_encoder *);

/// Encodes `count` faces of one picture; with `mirror`, an embedding is the mean of the face's and of
/// its mirror image's.
///
/// Writes per face `WWWW_EMBEDDING_SIZE` floats, and the aligned face the encoder saw:
/// WWWW_CHIP_SIDE × WWWW_CHIP_SIDE RGB pixels.
bool wwww_encoder_encode(wwww_encoder *, const uint8_t *rgb, int32_t width, int32_t height,
                         const wwww_landmarks *landmarks, size_t count, bool mirror,
                         float *embeddings, uint8_t *chips, char *error);

#define CFACE_POINTS 5
#define CFACE_SFACE_SIDE 112
#define CFACE_SFACE_SIZE 128

/// A face that YuNet sees: its sides in pixels, half-open; and the eye on the picture's left, the
/// one on its right, the tip of the nose, and the corners of the mouth on the left and right.
typedef struct {
  float left, top, right, bottom, score;
  float x[CFACE_POINTS], y[CFACE_POINTS];
} cface_detection;

/// The weights are only read: one handle serves any number of threads at once.
typedef struct cface_yunet cface_yunet;
cface_yunet *cface_yunet_open(const char *weights, char *error);
void cface_yunet_free(cface_yunet *);
/// Every place whose score (0–1) is at least `minimum_score`; places of one face overlap. `*faces`
/// is freed by the caller.
bool cface_yunet_detect(const cface_yunet *, const uint8_t *rgb, int32_t width, int32_t height,
                        float minimum_score, cface_detection **faces, size_t *count, char *error);

/// The weights are only read: one handle serves any number of threads at once.
typedef struct cface_sface cface_sface;
cface_sface *cface_sface_open(const char *weights, char *error);
void cface_sface_free(cface_sface *);
/// Encodes aligned faces of CFACE_SFACE_SIDE × CFACE_SFACE_SIDE RGB pixels as CFACE_SFACE_SIZE
/// numbers each, not scaled to unit length.
bool cface_sface_encode(const cface_sface *, const uint8_t *chips, size_t count, float *features,
                        char *error);

/// What the networks' kernels use of this processor: 2 for AVX-512, 1 for AVX2, 0 for neither.
/// Results of 1 and 2 are equal to the last bit, those of 0 are not.
int32_t cface_vector_level(void);
/// For tests: lets the kernels use less than the processor has.
void cface_limit_vector_level(int32_t level);

/// How many threads BLAS may use within one call, for the whole process.
void wwww_blas_threads(int32_t count);

#ifdef __cplusplus
}
#endif
#endif
