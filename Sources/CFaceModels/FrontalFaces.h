#pragma once
#include <dlib/image_processing/object_detector.h>

#include <vector>

/// The faces that `dlib::get_frontal_face_detector()` finds in an RGB picture after doubling its
/// size `doublings` times; rectangles are those of the doubled picture. O(pixels) time, memory for
/// some rows only.
///
/// Scores are dlib's up to the rounding of sums (about 10⁻⁵).
std::vector<dlib::rect_detection> frontalFaces(const uint8_t *rgb, int width, int height,
                                               int doublings);
