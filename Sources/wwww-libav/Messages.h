#pragma once
#include <string>
#include <utility>

/// What libav complains about while it works on one video, instead of lines on standard error that
/// name no file.
class Messages {
 public:
  /// While it lives, complaints made on this thread go to `messages`.
  class Scope {
   public:
    explicit Scope(Messages &messages);
    ~Scope();
    Scope(const Scope &) = delete;

   private:
    Messages *outer;
  };

  const std::string &first() const { return text; }
  void clear() { text.clear(); }
  void add(const char *line, bool isContainer);
  /// Whether a decoder made up a part of a picture since it was last asked.
  bool hasConcealed() { return std::exchange(concealed, false); }
  void noteConcealing() { concealed = true; }
  /// How many complaints of the container there were.
  int count() const { return complaints; }

 private:
  std::string text;
  bool concealed = false;
  int complaints = 0;
};
