/// The system had no memory left for a library's object.
struct OutOfMemory: Error, CustomStringConvertible {
  var description: String { "out of memory" }
}
