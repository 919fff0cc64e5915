#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exiv2/exiv2.hpp>
#include <mutex>

#include "CExiv2.h"

namespace {

// exiv2's XMP toolkit keeps global state that must exist before threads do.
const bool prepared = [] {
  Exiv2::LogMsg::setLevel(Exiv2::LogMsg::mute);
  static std::mutex mutex;
  return Exiv2::XmpParser::initialize(
      [](void *lock, bool take) {
        auto *m = static_cast<std::mutex *>(lock);
        take ? m->lock() : m->unlock();
      },
      &mutex);
}();

template <typename Body>
bool guarded(char *error, Body body) noexcept {
  try {
    body();
    return true;
  } catch (const std::exception &e) {
    std::snprintf(error, CEXIV2_ERROR_SIZE, "%s", e.what());
  } catch (...) {
    std::snprintf(error, CEXIV2_ERROR_SIZE, "unknown C++ exception");
  }
  return false;
}

const Exiv2::Exifdatum *find(const Exiv2::ExifData &exif, const char *key) {
  const auto found = exif.findKey(Exiv2::ExifKey(key));
  return found != exif.end() && found->count() > 0 ? &*found : nullptr;
}

void copy_text(const Exiv2::ExifData &exif, std::initializer_list<const char *> keys, char *text) {
  for (const char *key : keys) {
    const auto *datum = find(exif, key);
    if (!datum) continue;
    std::snprintf(text, CEXIV2_TEXT_SIZE, "%s", datum->toString().c_str());
    if (text[0]) return;
  }
}

/// Degrees from the three rationals of a GPS tag; false where they are no such thing.
bool degrees(const Exiv2::ExifData &exif, const char *key, const char *reference, char negative,
             double limit, double &result) {
  const auto *datum = find(exif, key);
  if (!datum || datum->count() < 1) return false;
  double sum = 0, unit = 1;
  for (long i = 0; i < std::min<long>(3, datum->count()); ++i, unit /= 60) {
    const auto part = datum->toRational(i);
    if (part.second == 0) {
      if (part.first != 0) return false;
      continue;
    }
    sum += unit * part.first / part.second;
  }
  if (!std::isfinite(sum) || sum < 0 || sum > limit) return false;
  const auto *sign = find(exif, reference);
  result = sign && sign->toString()[0] == negative ? -sum : sum;
  return true;
}

std::string rationals(double value) {
  const double size = std::fabs(value);
  const int whole = int(size), minutes = int((size - whole) * 60);
  const long seconds = std::lround(((size - whole) * 60 - minutes) * 60 * 10000);
  return std::to_string(whole) + "/1 " + std::to_string(minutes) + "/1 " +
         std::to_string(seconds) + "/10000";
}

}  // namespace

bool cexiv2_read(const uint8_t *bytes, size_t count, cexiv2_metadata *metadata, char *error) {
  *metadata = cexiv2_metadata{};
  metadata->orientation = 1;
  return guarded(error, [=] {
    auto image = Exiv2::ImageFactory::open(bytes, long(count));
    image->readMetadata();
    const auto &exif = image->exifData();
    if (const auto *datum = find(exif, "Exif.Image.Orientation")) {
      const auto value = datum->toLong();
      if (value >= 1 && value <= 8) metadata->orientation = int32_t(value);
    }
    copy_text(exif, {"Exif.Photo.DateTimeOriginal", "Exif.Photo.DateTimeDigitized", "Exif.Image.DateTime"},
              metadata->date);
    copy_text(exif, {"Exif.Photo.OffsetTimeOriginal", "Exif.Photo.OffsetTime"}, metadata->offset);
    copy_text(exif, {"Exif.Image.Model"}, metadata->camera);
    metadata->has_position =
        degrees(exif, "Exif.GPSInfo.GPSLatitude", "Exif.GPSInfo.GPSLatitudeRef", 'S', 90,
                metadata->latitude) &&
        degrees(exif, "Exif.GPSInfo.GPSLongitude", "Exif.GPSInfo.GPSLongitudeRef", 'W', 180,
                metadata->longitude);
  });
}

bool cexiv2_size(const uint8_t *bytes, size_t count, int32_t *width, int32_t *height) {
  char error[CEXIV2_ERROR_SIZE];
  *width = *height = 0;
  return guarded(error, [=] {
    auto image = Exiv2::ImageFactory::open(bytes, long(count));
    image->readMetadata();
    *width = int32_t(image->pixelWidth());
    *height = int32_t(image->pixelHeight());
  }) && *width > 0 && *height > 0;
}

bool cexiv2_write(const uint8_t *bytes, size_t count, const cexiv2_metadata *metadata,
                  uint8_t **out, size_t *out_count, char *error) {
  return guarded(error, [=] {
    auto image = Exiv2::ImageFactory::open(bytes, long(count));
    image->readMetadata();
    auto &exif = image->exifData();
    exif["Exif.Image.Orientation"] = uint16_t(metadata->orientation);
    if (metadata->date[0]) exif["Exif.Photo.DateTimeOriginal"] = std::string(metadata->date);
    if (metadata->offset[0]) exif["Exif.Photo.OffsetTimeOriginal"] = std::string(metadata->offset);
    if (metadata->camera[0]) exif["Exif.Image.Model"] = std::string(metadata->camera);
    if (metadata->has_position) {
      exif["Exif.GPSInfo.GPSLatitude"] = rationals(metadata->latitude);
      exif["Exif.GPSInfo.GPSLatitudeRef"] = metadata->latitude < 0 ? "S" : "N";
      exif["Exif.GPSInfo.GPSLongitude"] = rationals(metadata->longitude);
      exif["Exif.GPSInfo.GPSLongitudeRef"] = metadata->longitude < 0 ? "W" : "E";
    }
    image->writeMetadata();
    auto &io = image->io();
    io.open();
    const auto size = io.size();
    auto *copy = static_cast<uint8_t *>(std::malloc(size));
    if (!copy) throw std::bad_alloc();
    io.read(copy, long(size));
    *out = copy;
    *out_count = size_t(size);
  });
}
