// What indexing's parts take on one core: the floor for the whole program.
//
//   IndexingBenchmark MODELS-FOLDER PHOTOS-FOLDER

import FaceVision
import Files
import Foundation
import SystemPackage

guard CommandLine.arguments.count == 3 else {
  print("usage: IndexingBenchmark MODELS-FOLDER PHOTOS-FOLDER")
  exit(64)
}
let models = try ModelLibrary(folder: FilePath(CommandLine.arguments[1]))
let detector = RotatingDetector(YuNetDetector(try YuNetNetwork(weights: models.path(of: "yunet"))))
let encoder = SFaceEncoder(try SFaceNetwork(weights: models.path(of: "sface")))
let photos = try FileListing(root: FilePath(CommandLine.arguments[2])).files.map(\.path)

/// The clock's seconds: decoding happens in a process of its own, whose time would not count else.
func timed<Value>(_ seconds: inout Double, _ body: () throws -> Value) rethrows -> Value {
  let start = ContinuousClock.now
  defer { seconds += (ContinuousClock.now - start) / .seconds(1) }
  return try body()
}

/// What was done, and the seconds that it took.
struct Sums {
  var decoding = 0.0
  var detecting = 0.0
  var encoding = 0.0
  var megapixels = 0.0
  var faces = 0

  mutating func add(
    _ photo: FilePath, _ detector: any FaceDetector, _ encoder: any FaceEncoder
  ) throws {
    let picture = try timed(&decoding) {
      let decoded = try DecodedPicture(decoding: try readFile(photo))
      return decoded.picture.upright(from: decoded.metadata.orientation)
    }
    let found = try timed(&detecting) { try detector.faces(in: picture) }
    faces += try timed(&encoding) { try encoder.encode(found, in: picture) }.count
    megapixels += Double(picture.width * picture.height) / 1e6
  }
}
// The first one starts the decoder and loads libraries.
var warmUp = Sums()
for photo in photos.prefix(1) { try warmUp.add(photo, detector, encoder) }
var sums = Sums()
for photo in photos { try sums.add(photo, detector, encoder) }
print(
  """
  {"photos": \(photos.count), "megapixels": \(sums.megapixels), "faces": \(sums.faces), \
  "decoding": \(sums.decoding), "detecting": \(sums.detecting), "encoding": \(sums.encoding)}
  """)
