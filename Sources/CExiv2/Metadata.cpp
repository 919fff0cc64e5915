#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exiv2/bmffimage.hpp>
#include <exiv2/exiv2.hpp>
#include <mutex>
#include <vector>

#include "CExiv2.h"

namespace {

// exiv2's XMP toolkit keeps global state that must exist before threads do.
const bool prepared = [] {
  Exiv2::LogMsg::setLevel(Exiv2::LogMsg::mute);
  Exiv2::enableBMFF(true);
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

void copy_text(const Exiv2::ExifData &exif, const char *key, char *text) {
  const auto *datum = find(exif, key);
  if (datum) std::snprintf(text, CEXIV2_TEXT_SIZE, "%s", datum->toString().c_str());
}

/// Degrees from the three rationals of a GPS tag; false where they are no such thing, or the tag
/// that says which hemisphere they are in is missing.
bool degrees(const Exiv2::ExifData &exif, const std::string &key, char positive, char negative,
             double limit, double &result) {
  const auto *datum = find(exif, key.c_str());
  const auto *reference = find(exif, (key + "Ref").c_str());
  if (!datum || !reference) return false;
  double sum = 0, unit = 1;
  for (long i = 0; i < std::min<long>(3, datum->count()); ++i, unit /= 60) {
    const auto part = datum->toRational(i);
    if (part.second == 0) {
      // 0/0 is how "unknown" is written; of minutes and seconds it means none.
      if (part.first != 0 || i == 0) return false;
      continue;
    }
    const double value = double(part.first) / part.second;
    if (i > 0 && (value < 0 || value >= 60)) return false;
    sum += unit * value;
  }
  if (!std::isfinite(sum) || sum < 0 || sum > limit) return false;
  const std::string text = reference->toString();
  const char hemisphere = text.empty() ? ' ' : char(std::toupper(text[0]));
  if (hemisphere != positive && hemisphere != negative) return false;
  result = hemisphere == negative ? -sum : sum;
  return true;
}

void fill(const Exiv2::ExifData &exif, cexiv2_metadata *metadata) {
  if (const auto *datum = find(exif, "Exif.Image.Orientation")) {
    const auto value = datum->toLong();
    if (value >= 1 && value <= 8) metadata->orientation = int32_t(value);
  }
  copy_text(exif, "Exif.Photo.DateTimeOriginal", metadata->dates[0]);
  copy_text(exif, "Exif.Photo.DateTimeDigitized", metadata->dates[1]);
  copy_text(exif, "Exif.Image.DateTime", metadata->dates[2]);
  copy_text(exif, "Exif.Photo.OffsetTimeOriginal", metadata->offsets[0]);
  copy_text(exif, "Exif.Photo.OffsetTimeDigitized", metadata->offsets[1]);
  copy_text(exif, "Exif.Photo.OffsetTime", metadata->offsets[2]);
  copy_text(exif, "Exif.Image.Model", metadata->camera);
  const bool has_latitude =
      degrees(exif, "Exif.GPSInfo.GPSLatitude", 'N', 'S', 90, metadata->latitude);
  const bool has_longitude =
      degrees(exif, "Exif.GPSInfo.GPSLongitude", 'E', 'W', 180, metadata->longitude);
  // Nobody takes photos at 0, 0: it is what devices write that have no fix.
  metadata->has_position = has_latitude && has_longitude &&
                           (metadata->latitude != 0 || metadata->longitude != 0);
  if (!metadata->has_position) metadata->latitude = metadata->longitude = 0;
}

/// The file's bytes in memory that the caller frees.
void copy_out(Exiv2::Image &image, uint8_t **out, size_t *out_count) {
  auto &io = image.io();
  io.open();
  const auto size = io.size();
  auto *copy = static_cast<uint8_t *>(std::malloc(size));
  if (!copy) throw std::bad_alloc();
  io.read(copy, long(size));
  *out = copy;
  *out_count = size_t(size);
}

/// Drops what tells of the pixels as they were.
void forget_pixels(Exiv2::ExifData &exif) {
  Exiv2::ExifThumb(exif).erase();
  for (auto datum = exif.begin(); datum != exif.end();) {
    const std::string group = datum->groupName();
    const uint16_t tag = datum->tag();
    const bool is_structure =
        // NewSubfileType … PhotometricInterpretation, StripOffsets … StripByteCounts,
        // PlanarConfiguration, Predictor, ColorMap … SubIFDs, ExtraSamples, SampleFormat,
        // JPEG tables, YCbCr, DNG's own.
        group == "Image" &&
        ((tag >= 0xFE && tag <= 0x106) || tag == 0x111 || (tag >= 0x115 && tag <= 0x117) ||
         tag == 0x11C || tag == 0x12D || tag == 0x13D || (tag >= 0x140 && tag <= 0x145) ||
         tag == 0x14A || tag == 0x152 || tag == 0x153 || tag == 0x15B ||
         (tag >= 0x200 && tag <= 0x214) || tag == 0x2BC || tag == 0x83BB || tag == 0x8649 ||
         tag == 0x8773 || (tag >= 0xC612 && tag <= 0xC7FF));
    const bool is_picture = group.rfind("SubImage", 0) == 0 || group == "Thumbnail" ||
                            group.rfind("Preview", 0) == 0;
    datum = is_structure || is_picture ? exif.erase(datum) : std::next(datum);
  }
  for (const char *key : {"Exif.Photo.PixelXDimension", "Exif.Photo.PixelYDimension"}) {
    const auto found = exif.findKey(Exiv2::ExifKey(key));
    if (found != exif.end()) exif.erase(found);
  }
  if (find(exif, "Exif.Image.Orientation")) exif["Exif.Image.Orientation"] = uint16_t(1);
}

void forget_pixels(Exiv2::XmpData &xmp) {
  for (auto datum = xmp.begin(); datum != xmp.end();) {
    const std::string key = datum->key();
    bool drops = false;
    for (const char *start :
         {"Xmp.xmp.Thumbnails", "Xmp.mwg-rs.", "Xmp.MP.", "Xmp.tiff.Orientation",
          "Xmp.tiff.ImageWidth", "Xmp.tiff.ImageLength", "Xmp.exif.PixelXDimension",
          "Xmp.exif.PixelYDimension", "Xmp.GPano.", "Xmp.GImage.", "Xmp.GDepth."}) {
      drops = drops || key.rfind(start, 0) == 0;
    }
    datum = drops ? xmp.erase(datum) : std::next(datum);
  }
}

std::string rationals(double value) {
  const double size = std::fabs(value);
  const int whole = int(size), minutes = int((size - whole) * 60);
  const long seconds = std::lround(((size - whole) * 60 - minutes) * 60 * 10000);
  return std::to_string(whole) + "/1 " + std::to_string(minutes) + "/1 " +
         std::to_string(seconds) + "/10000";
}

/// Keys and values, as long as there is room.
class Fields {
 public:
  void add(const std::string &key, std::string value) {
    // A zero byte ends a value; some programs pad with them.
    while (!value.empty() && value.back() == 0) value.pop_back();
    for (char &byte : value) {
      if (byte == 0) byte = ' ';
    }
    if (value.empty()) return;
    if (value.size() > CEXIV2_VALUE_SIZE) {
      value.resize(CEXIV2_VALUE_SIZE);
      is_cut = true;
    }
    if (bytes.size() + key.size() + value.size() + 2 > CEXIV2_FIELDS_SIZE) {
      is_cut = true;
      return;
    }
    bytes += key;
    bytes += '\0';
    bytes += value;
    bytes += '\0';
  }

  void add(const Exiv2::XmpData &xmp) {
    for (const auto &datum : xmp) {
      std::string key = datum.key();
      // exiv2 has a prefix of its own for the IPTC extension.
      const std::string extension = "Xmp.iptcExt.";
      if (key.rfind(extension, 0) == 0) {
        key = "Xmp.Iptc4xmpExt." + key.substr(extension.size());
      }
      bool is_wanted = false;
      for (const char *start :
           {"Xmp.mwg-rs.", "Xmp.MP.", "Xmp.Iptc4xmpExt.PersonInImage", "Xmp.Iptc4xmpExt.Event",
            "Xmp.dc.description", "Xmp.dc.creator", "Xmp.photoshop.DateCreated",
            "Xmp.photoshop.City", "Xmp.photoshop.State", "Xmp.photoshop.Country",
            "Xmp.iptc.Location", "Xmp.xmp.CreateDate", "Xmp.exif.DateTimeOriginal",
            "Xmp.exif.DateTimeDigitized", "Xmp.exif.GPSLatitude", "Xmp.exif.GPSLongitude"}) {
        is_wanted = is_wanted || key.rfind(start, 0) == 0;
      }
      if (!is_wanted) continue;
      const auto type = datum.typeId();
      if (type == Exiv2::xmpBag || type == Exiv2::xmpSeq || type == Exiv2::xmpAlt) {
        for (long i = 0; i < datum.count(); ++i) add(key, datum.toString(i));
      } else if (type == Exiv2::langAlt) {
        add(key, datum.toString(0));
      } else {
        add(key, datum.toString());
      }
    }
  }

  void add(const Exiv2::ExifData &exif) {
    for (const char *key : {"Exif.Image.ImageDescription", "Exif.Image.Artist"}) {
      if (const auto *datum = find(exif, key)) add(key, datum->toString());
    }
    if (const auto *datum = find(exif, "Exif.Photo.UserComment")) {
      const auto *comment = dynamic_cast<const Exiv2::CommentValue *>(&datum->value());
      if (comment) add("Exif.Photo.UserComment", comment->comment());
    }
  }

  void add(const Exiv2::IptcData &iptc) {
    for (const char *name :
         {"DateCreated", "TimeCreated", "SubLocation", "City", "ProvinceState", "CountryName",
          "Byline", "Caption"}) {
      const auto datum = iptc.findKey(Exiv2::IptcKey(std::string("Iptc.Application2.") + name));
      if (datum != iptc.end()) add(datum->key(), datum->toString());
    }
  }

  void copy_out(uint8_t **out, size_t *out_count) const {
    auto *copy = static_cast<uint8_t *>(std::malloc(bytes.size() + 1));
    if (!copy) throw std::bad_alloc();
    std::memcpy(copy, bytes.data(), bytes.size());
    *out = copy;
    *out_count = bytes.size();
  }

  bool is_cut = false;

 private:
  std::string bytes;
};

/// What exiv2's toolkit reads of a packet; it mends nothing.
void decode(const std::string &packet, Exiv2::XmpData &xmp) {
  if (Exiv2::XmpParser::decode(xmp, packet) != 0) {
    throw std::runtime_error("its XMP is cut or damaged");
  }
}

/// Adds properties of all kinds to XMP, those that hold others before these.
class XMPWriter {
 public:
  void text(const std::string &key, const std::string &value) {
    const auto text = Exiv2::Value::create(Exiv2::xmpText);
    text->read(value);
    xmp.add(Exiv2::XmpKey(key), text.get());
  }
  void number(const std::string &key, double value) {
    char digits[32];
    std::snprintf(digits, sizeof digits, "%.6f", value);
    text(key, digits);
  }
  void structure(const std::string &key) {
    Exiv2::XmpTextValue value;
    value.setXmpStruct(Exiv2::XmpValue::xsStruct);
    xmp.add(Exiv2::XmpKey(key), &value);
  }
  void bag(const std::string &key) {
    Exiv2::XmpTextValue value;
    value.setXmpArrayType(Exiv2::XmpValue::xaBag);
    xmp.add(Exiv2::XmpKey(key), &value);
  }
  Exiv2::XmpData xmp;
};

void add_region(XMPWriter &writer, const std::string &key, const cexiv2_face &face) {
  writer.structure(key);
  if (face.name) writer.text(key + "/mwg-rs:Name", face.name);
  writer.text(key + "/mwg-rs:Type", "Face");
  const std::string area = key + "/mwg-rs:Area";
  writer.structure(area);
  writer.number(area + "/stArea:x", face.x);
  writer.number(area + "/stArea:y", face.y);
  writer.number(area + "/stArea:w", face.width);
  writer.number(area + "/stArea:h", face.height);
  writer.text(area + "/stArea:unit", "normalized");
  const std::string own = key + "/mwg-rs:Extensions";
  writer.structure(own);
  writer.text(own + "/wwww:Person", std::to_string(face.person));
  if (face.confidence >= 0) writer.number(own + "/wwww:Confidence", face.confidence);
  if (face.proposed_name) writer.text(own + "/wwww:UnconfirmedName", face.proposed_name);
}

}  // namespace

bool cexiv2_make_sidecar(const cexiv2_face *faces, size_t count, int32_t width, int32_t height,
                         const char *tool, uint8_t **out, size_t *out_count, char *error) {
  return guarded(error, [=] {
    static std::once_flag once;
    std::call_once(once, [] { Exiv2::XmpProperties::registerNs(CEXIV2_NAMESPACE, "wwww"); });
    XMPWriter writer;
    writer.text("Xmp.xmp.CreatorTool", tool);
    const std::string regions = "Xmp.mwg-rs.Regions";
    writer.structure(regions);
    const std::string applied = regions + "/mwg-rs:AppliedToDimensions";
    writer.structure(applied);
    writer.text(applied + "/stDim:w", std::to_string(width));
    writer.text(applied + "/stDim:h", std::to_string(height));
    writer.text(applied + "/stDim:unit", "pixel");
    const std::string list = regions + "/mwg-rs:RegionList";
    writer.bag(list);
    const auto persons = Exiv2::Value::create(Exiv2::xmpBag);
    std::vector<std::string> names;
    for (size_t i = 0; i < count; ++i) {
      add_region(writer, list + "[" + std::to_string(i + 1) + "]", faces[i]);
      if (!faces[i].name) continue;
      const std::string name = faces[i].name;
      if (std::find(names.begin(), names.end(), name) != names.end()) continue;
      names.push_back(name);
      persons->read(name);
    }
    if (!names.empty()) {
      writer.xmp.add(Exiv2::XmpKey("Xmp.Iptc4xmpExt.PersonInImage"), persons.get());
    }
    std::string packet;
    if (Exiv2::XmpParser::encode(packet, writer.xmp, Exiv2::XmpParser::omitPacketWrapper) != 0) {
      throw std::runtime_error("the XMP cannot be written");
    }
    packet = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + packet;
    auto *copy = static_cast<uint8_t *>(std::malloc(packet.size()));
    if (!copy) throw std::bad_alloc();
    std::memcpy(copy, packet.data(), packet.size());
    *out = copy;
    *out_count = packet.size();
  });
}

bool cexiv2_fields(const uint8_t *bytes, size_t count, uint8_t **out, size_t *out_count,
                   bool *is_cut, char *error) {
  Fields fields;
  *out = nullptr;
  *out_count = 0;
  const bool is_read = guarded(error, [&] {
    // Formats that exiv2 does not know have no metadata that it could miss.
    if (Exiv2::ImageFactory::getType(bytes, long(count)) == Exiv2::ImageType::none) return;
    auto image = Exiv2::ImageFactory::open(bytes, long(count));
    image->readMetadata();
    fields.add(image->exifData());
    fields.add(image->iptcData());
    fields.add(image->xmpData());
    if (image->xmpData().empty() && !image->xmpPacket().empty()) {
      Exiv2::XmpData again;
      decode(image->xmpPacket(), again);
    }
  });
  *is_cut = fields.is_cut;
  char ignored[CEXIV2_ERROR_SIZE];
  return guarded(ignored, [&] { fields.copy_out(out, out_count); }) && is_read;
}

bool cexiv2_sidecar_fields(const uint8_t *bytes, size_t count, uint8_t **out, size_t *out_count,
                           bool *is_cut, char *error) {
  Fields fields;
  *out = nullptr;
  *out_count = 0;
  const bool is_read = guarded(error, [&] {
    Exiv2::XmpData xmp;
    decode(std::string(reinterpret_cast<const char *>(bytes), count), xmp);
    fields.add(xmp);
  });
  *is_cut = fields.is_cut;
  char ignored[CEXIV2_ERROR_SIZE];
  return guarded(ignored, [&] { fields.copy_out(out, out_count); }) && is_read;
}

bool cexiv2_read(const uint8_t *bytes, size_t count, cexiv2_metadata *metadata, char *error) {
  *metadata = cexiv2_metadata{};
  metadata->orientation = 1;
  return guarded(error, [=] {
    auto image = Exiv2::ImageFactory::open(bytes, long(count));
    image->readMetadata();
    fill(image->exifData(), metadata);
  });
}

bool cexiv2_read_exif(const uint8_t *bytes, size_t count, cexiv2_metadata *metadata, char *error) {
  *metadata = cexiv2_metadata{};
  metadata->orientation = 1;
  return guarded(error, [=] {
    Exiv2::ExifData exif;
    Exiv2::ExifParser::decode(exif, bytes, uint32_t(count));
    fill(exif, metadata);
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
    // exiv2 may write over what it opened.
    const std::vector<uint8_t> copy(bytes, bytes + count);
    auto image = Exiv2::ImageFactory::open(copy.data(), long(copy.size()));
    image->readMetadata();
    auto &exif = image->exifData();
    exif["Exif.Image.Orientation"] = uint16_t(metadata->orientation);
    const auto write = [&](const char *key, const char *text) {
      if (text[0]) exif[key] = std::string(text);
    };
    write("Exif.Photo.DateTimeOriginal", metadata->dates[0]);
    write("Exif.Photo.DateTimeDigitized", metadata->dates[1]);
    write("Exif.Image.DateTime", metadata->dates[2]);
    write("Exif.Photo.OffsetTimeOriginal", metadata->offsets[0]);
    write("Exif.Photo.OffsetTimeDigitized", metadata->offsets[1]);
    write("Exif.Photo.OffsetTime", metadata->offsets[2]);
    write("Exif.Image.Model", metadata->camera);
    if (metadata->has_position) {
      exif["Exif.GPSInfo.GPSLatitude"] = rationals(metadata->latitude);
      exif["Exif.GPSInfo.GPSLatitudeRef"] = metadata->latitude < 0 ? "S" : "N";
      exif["Exif.GPSInfo.GPSLongitude"] = rationals(metadata->longitude);
      exif["Exif.GPSInfo.GPSLongitudeRef"] = metadata->longitude < 0 ? "W" : "E";
    }
    image->writeMetadata();
    copy_out(*image, out, out_count);
  });
}

bool cexiv2_transfer(const uint8_t *from, size_t from_count, const uint8_t *into,
                     size_t into_count, uint8_t **out, size_t *out_count, char *error) {
  return guarded(error, [=] {
    auto source = Exiv2::ImageFactory::open(from, long(from_count));
    source->readMetadata();
    // exiv2 may write over what it opened.
    const std::vector<uint8_t> copy(into, into + into_count);
    auto target = Exiv2::ImageFactory::open(copy.data(), long(copy.size()));
    target->readMetadata();
    Exiv2::ExifData exif = source->exifData();
    // A TIFF file holds its profile in a tag.
    Exiv2::DataBuf tagged;
    const auto profile = exif.findKey(Exiv2::ExifKey("Exif.Image.InterColorProfile"));
    if (profile != exif.end()) {
      tagged.alloc(profile->size());
      profile->copy(tagged.pData_, Exiv2::littleEndian);
      exif.erase(profile);
    }
    forget_pixels(exif);
    // What stands in the target already is its own.
    for (const auto &datum : exif) {
      if (!find(target->exifData(), datum.key().c_str())) target->exifData().add(datum);
    }
    target->setIptcData(source->iptcData());
    Exiv2::XmpData xmp = source->xmpData();
    forget_pixels(xmp);
    for (const auto &datum : xmp) {
      if (target->xmpData().findKey(Exiv2::XmpKey(datum.key())) == target->xmpData().end()) {
        target->xmpData().add(datum);
      }
    }
    const Exiv2::DataBuf &icc = source->iccProfileDefined() ? *source->iccProfile() : tagged;
    // Profiles of other color spaces (CMYK, gray) do not fit the pixels any more; those that
    // exiv2 0.27 writes into WebP break the file.
    const bool is_rgb = icc.size_ >= 128 && std::memcmp(icc.pData_ + 16, "RGB ", 4) == 0;
    if (is_rgb && target->mimeType() != "image/webp") {
      Exiv2::DataBuf profile(icc.pData_, icc.size_);
      target->setIccProfile(profile);
    }
    target->writeMetadata();
    copy_out(*target, out, out_count);
  });
}
