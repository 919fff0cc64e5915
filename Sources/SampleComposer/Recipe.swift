import FaceVision
import Foundation
import SystemPackage

/// What the sample photos show: who stands where, in front of what, when and where.
///
/// Paths of sources are relative to the samples' folder, paths of photos to its `photos` folder.
/// Numbers are pixels of the upright photo unless said otherwise.
struct Recipe: Codable {
  /// Where all chance comes from: grain, clothes, the shapes of the backdrops.
  var seed: UInt64
  var events: [Event]
  var copies: [Copy]

  /// Photos of one occasion.
  struct Event: Codable {
    /// Folder of the photos.
    var folder: String
    var scene: Backdrop.Scene
    var latitude: Double
    var longitude: Double
    var camera: String
    var photos: [Photo]
  }

  /// One photo to compose.
  struct Photo: Codable {
    var file: String
    /// UTC, ISO 8601.
    var date: String
    var width: Int
    var height: Int
    /// The EXIF orientation under which the pixels are stored; upright where absent.
    var orientation: Int?
    /// From back to front.
    var people: [Person]
  }

  /// One person in a photo.
  struct Person: Codable {
    var person: String
    /// The picture that the head is cut from.
    var source: String
    /// The square of `source` around the head; the whole picture where absent.
    var head: Box?
    /// Where the head's square goes.
    var left: Int
    var top: Int
    var size: Int
    /// Columns that the head leans to the side for every row upwards.
    var tilt: Double
  }

  /// A picture that is taken as it is.
  struct Copy: Codable {
    var source: String
    var file: String
    var people: [Known]

    struct Known: Codable {
      var person: String
      var face: Box
    }
  }

  /// A rectangle in pixels, half-open.
  struct Box: Codable {
    var top, right, bottom, left: Int

    var faceBox: FaceBox { FaceBox(top: top, right: right, bottom: bottom, left: left) }
  }

  /// Where the face is in a head's square, as fractions of its side: from the brows to below the
  /// lips, between the ears.
  static let face = (top: 0.14, right: 0.89, bottom: 0.91, left: 0.11)
}

extension Recipe.Person {
  /// The face in the photo.
  var face: FaceBox {
    let side = Double(size)
    return FaceBox(
      top: top + Int(side * Recipe.face.top), right: left + Int(side * Recipe.face.right),
      bottom: top + Int(side * Recipe.face.bottom), left: left + Int(side * Recipe.face.left))
  }
}
