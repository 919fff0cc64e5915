#include <tiffio.h>

#include <algorithm>
#include <cstdarg>
#include <cstring>
#include <memory>

#include "Decoding.h"

namespace {

std::string first_error;

void note_error(const char *, const char *format, va_list arguments) {
  if (!first_error.empty()) return;
  char text[CDECODING_TEXT_SIZE];
  std::vsnprintf(text, sizeof text, format, arguments);
  first_error = text;
}

/// A file in memory as libtiff reads one.
struct Source {
  Bytes file;
  size_t position = 0;
};

tmsize_t read(thandle_t handle, void *to, tmsize_t count) {
  auto *source = static_cast<Source *>(handle);
  if (source->position >= source->file.count) return 0;
  const size_t n = std::min(size_t(count), source->file.count - source->position);
  std::memcpy(to, source->file.data + source->position, n);
  source->position += n;
  return tmsize_t(n);
}

tmsize_t refuse(thandle_t, void *, tmsize_t) { return 0; }

toff_t seek(thandle_t handle, toff_t offset, int whence) {
  auto *source = static_cast<Source *>(handle);
  const toff_t base = whence == SEEK_CUR ? source->position
                      : whence == SEEK_END ? source->file.count
                                           : 0;
  source->position = size_t(base + offset);
  return source->position;
}

int close(thandle_t) { return 0; }
toff_t size(thandle_t handle) { return static_cast<Source *>(handle)->file.count; }

using File = std::unique_ptr<TIFF, decltype(&TIFFClose)>;

File open(Source &source) {
  first_error.clear();
  TIFFSetErrorHandler(note_error);
  TIFFSetWarningHandler(nullptr);
  return File(TIFFClientOpen("", "rm", &source, read, refuse, seek, close, size, nullptr, nullptr),
              TIFFClose);
}

/// One picture among those that a file holds.
struct Page {
  uint64_t offset;
  uint32_t kind = 0, width = 0, height = 0;
  uint16_t photometric = 0;
  bool is_full() const { return (kind & (FILETYPE_REDUCEDIMAGE | FILETYPE_MASK)) == 0; }
};

Page current(TIFF *tiff) {
  Page page{TIFFCurrentDirOffset(tiff)};
  uint16_t old_kind = 0;
  TIFFGetField(tiff, TIFFTAG_SUBFILETYPE, &page.kind);
  // What the tag was before TIFF 6; 2 is a reduced picture.
  if (TIFFGetField(tiff, TIFFTAG_OSUBFILETYPE, &old_kind) && old_kind == OFILETYPE_REDUCEDIMAGE) {
    page.kind |= FILETYPE_REDUCEDIMAGE;
  }
  TIFFGetField(tiff, TIFFTAG_IMAGEWIDTH, &page.width);
  TIFFGetField(tiff, TIFFTAG_IMAGELENGTH, &page.height);
  TIFFGetField(tiff, TIFFTAG_PHOTOMETRIC, &page.photometric);
  return page;
}

const int most_pages = 1000;

/// All pictures of the main chain, and those below the first ones: where raw files have theirs.
void list(TIFF *tiff, std::vector<Page> &chain, std::vector<Page> &below) {
  std::vector<uint64_t> offsets;
  do {
    chain.push_back(current(tiff));
    uint16_t count = 0;
    uint64_t *children = nullptr;
    if (TIFFGetField(tiff, TIFFTAG_SUBIFD, &count, &children)) {
      offsets.insert(offsets.end(), children, children + count);
    }
  } while (int(chain.size()) < most_pages && TIFFReadDirectory(tiff));
  if (int(offsets.size()) > most_pages) offsets.resize(most_pages);
  for (const uint64_t offset : offsets) {
    if (TIFFSetSubDirectory(tiff, offset)) below.push_back(current(tiff));
  }
}

/// The first picture that is no thumbnail of another.
Page first_picture(const std::vector<Page> &chain, const std::vector<Page> &below) {
  for (const auto &pages : {chain, below}) {
    for (const auto &page : pages) {
      if (page.is_full()) return page;
    }
  }
  std::vector<Page> all = chain;
  all.insert(all.end(), below.begin(), below.end());
  return *std::max_element(all.begin(), all.end(), [](const Page &a, const Page &b) {
    return uint64_t(a.width) * a.height < uint64_t(b.width) * b.height;
  });
}

}  // namespace

void decode_tiff(Bytes file, Canvas &canvas) {
  Source source{file};
  const File tiff = open(source);
  if (!tiff) throw Failure(CDECODING_DAMAGED, first_error);
  std::vector<Page> chain, below;
  list(tiff.get(), chain, below);
  const Page page = first_picture(chain, below);
  const uint16_t color_filter_array = 32803, linear_raw = 34892;
  if (page.photometric == color_filter_array || page.photometric == linear_raw) {
    return decode_raw(file, canvas);
  }
  canvas.check_size(page.width, page.height);
  first_error.clear();
  char text[1024] = "";
  TIFFRGBAImage image;
  if (!TIFFSetSubDirectory(tiff.get(), page.offset)) {
    throw Failure(CDECODING_DAMAGED, first_error);
  }
  if (!TIFFRGBAImageOK(tiff.get(), text)) throw Failure(CDECODING_UNSUPPORTED, text);
  if (!TIFFRGBAImageBegin(&image, tiff.get(), 1, text)) throw Failure(CDECODING_DAMAGED, text);
  // Rows stay where they are stored: the tag says how to turn them, and is followed once, later.
  image.req_orientation = image.orientation;
  const std::unique_ptr<TIFFRGBAImage, decltype(&TIFFRGBAImageEnd)> guard(&image,
                                                                          TIFFRGBAImageEnd);
  uint8_t *to = canvas.whole(page.width, page.height);
  const size_t pixel_count = size_t(page.width) * page.height;
  std::vector<uint32_t> raster(pixel_count);
  if (!TIFFRGBAImageGet(&image, raster.data(), page.width, page.height) || !first_error.empty()) {
    throw Failure(CDECODING_DAMAGED, first_error);
  }
  for (size_t i = 0; i < pixel_count; ++i, to += 3) {
    to[0] = uint8_t(TIFFGetR(raster[i]));
    to[1] = uint8_t(TIFFGetG(raster[i]));
    to[2] = uint8_t(TIFFGetB(raster[i]));
  }
  canvas.hold(int(std::max<ptrdiff_t>(
      1, std::count_if(chain.begin(), chain.end(), [](const Page &p) { return p.is_full(); }))));
}

void tiff_metadata(Bytes file, cexiv2_metadata &metadata) {
  Source source{file};
  const File tiff = open(source);
  if (!tiff) return;
  uint16_t orientation = 0;
  if (TIFFGetField(tiff.get(), TIFFTAG_ORIENTATION, &orientation) && orientation >= 1 &&
      orientation <= 8) {
    metadata.orientation = orientation;
  }
  char *text = nullptr;
  if (!metadata.dates[2][0] && TIFFGetField(tiff.get(), TIFFTAG_DATETIME, &text)) {
    std::snprintf(metadata.dates[2], sizeof metadata.dates[2], "%s", text);
  }
  if (!metadata.camera[0] && TIFFGetField(tiff.get(), TIFFTAG_MODEL, &text)) {
    std::snprintf(metadata.camera, sizeof metadata.camera, "%s", text);
  }
}
