#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <new>

#include "ErrorText.h"
#include "SFace.h"
#include "YuNet.h"

namespace {

// Faces that go through the network at once, with their mirror images.
constexpr size_t facesPerBatch = 4;
constexpr size_t chipBytes = size_t(CFACE_SFACE_SIDE) * CFACE_SFACE_SIDE * 3;

}  // namespace

struct cface_yunet {
  YuNet network;
};
struct cface_sface {
  SFace network;
};

cface_yunet *cface_yunet_open(const char *weights, char *error) {
  return guarded<cface_yunet *>(error, nullptr, [=] { return new cface_yunet{YuNet(weights)}; });
}

void cface_yunet_free(cface_yunet *detector) { delete detector; }

bool cface_yunet_detect(const cface_yunet *detector, const uint8_t *rgb, int32_t width,
                        int32_t height, float minimum_score, cface_detection **faces,
                        size_t *count, char *error) {
  return guarded(error, false, [=] {
    const auto found = detector->network.candidates(rgb, width, height, minimum_score);
    *count = found.size();
    *faces = static_cast<cface_detection *>(
        std::malloc(std::max<size_t>(1, found.size() * sizeof(cface_detection))));
    if (!*faces) throw std::bad_alloc();
    std::copy(found.begin(), found.end(), *faces);
    return true;
  });
}

cface_sface *cface_sface_open(const char *weights, char *error) {
  return guarded<cface_sface *>(error, nullptr, [=] { return new cface_sface{SFace(weights)}; });
}

void cface_sface_free(cface_sface *encoder) { delete encoder; }

bool cface_sface_encode(const cface_sface *encoder, const uint8_t *chips, size_t count,
                        float *features, char *error) {
  return guarded(error, false, [=] {
    for (size_t first = 0; first < count; first += facesPerBatch)
      encoder->network.encode(chips + first * chipBytes,
                              int(std::min(count - first, facesPerBatch)),
                              features + first * CFACE_SFACE_SIZE);
    return true;
  });
}

int32_t cface_vector_level(void) { return vectorLevel(); }
void cface_limit_vector_level(int32_t level) { limitVectorLevel(level); }
