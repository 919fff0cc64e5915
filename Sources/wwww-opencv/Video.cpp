#include <opencv2/imgproc.hpp>
#include <opencv2/videoio.hpp>
#include <stdexcept>

#include "Guarded.h"

struct copencv_video {
  cv::VideoCapture capture;
};

copencv_video *copencv_video_open(const char *path, char *error) {
  return guarded<copencv_video *>(error, nullptr, [=] {
    auto video = std::make_unique<copencv_video>();
    if (!video->capture.open(path, cv::CAP_FFMPEG))
      throw std::runtime_error("damaged, or not a video that can be decoded");
    return video.release();
  });
}

void copencv_video_free(copencv_video *video) { delete video; }

bool copencv_video_skip(copencv_video *video) {
  char error[COPENCV_ERROR_SIZE];
  return guarded(error, false, [=] { return video->capture.grab(); });
}

copencv_image *copencv_video_read(copencv_video *video, double *milliseconds) {
  char error[COPENCV_ERROR_SIZE];
  return guarded<copencv_image *>(error, nullptr, [=]() -> copencv_image * {
    *milliseconds = video->capture.get(cv::CAP_PROP_POS_MSEC);
    cv::Mat bgr;
    if (!video->capture.read(bgr) || bgr.empty()) return nullptr;
    auto *image = new copencv_image;
    cv::cvtColor(bgr, image->rgb, cv::COLOR_BGR2RGB);
    return image;
  });
}
