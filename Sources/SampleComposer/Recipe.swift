import Domain
import FaceVision
import Foundation

/// What the sample photos show: who stands where, in front of what, when and where.
///
/// Paths of sources are relative to the samples' folder, paths of photos to its `photos` folder.
/// Numbers are pixels of the upright photo unless said otherwise.
package struct Recipe: Decodable {
  /// Where all chance comes from: grain, clothes, the shapes of the backdrops.
  package var seed: UInt64
  package var events: [Event]
  package var copies: [Copy]

  /// Photos of one occasion.
  package struct Event: Decodable {
    /// Folder of the photos.
    package var folder: String
    package var scene: Backdrop.Scene
    package var latitude: Double
    package var longitude: Double
    package var camera: String
    package var photos: [Photo]
  }

  /// One photo to compose.
  package struct Photo: Decodable {
    package var file: String
    /// UTC, ISO 8601.
    package var date: String
    package var width: Int
    package var height: Int
    /// The EXIF orientation under which the pixels are stored; upright where absent.
    package var orientation: Int?
    /// From back to front.
    package var people: [Person]
  }

  /// One person in a photo.
  package struct Person: Decodable {
    package var person: String
    /// The picture that the head is cut from.
    package var source: String
    /// The square of `source` around the head; the whole picture where absent.
    package var head: Box?
    /// Where the head's square goes.
    package var left: Int
    package var top: Int
    package var size: Int
    /// Columns that the head leans to the side for every row upwards.
    package var tilt: Double
  }

  /// A picture that is taken as it is.
  package struct Copy: Decodable {
    package var source: String
    package var file: String
    package var people: [Known]

    package struct Known: Decodable {
      package var person: String
      package var face: Box
    }
  }

  /// A rectangle in pixels, half-open.
  package struct Box: Decodable {
    package var top, right, bottom, left: Int

    package var faceBox: FaceBox { FaceBox(top: top, right: right, bottom: bottom, left: left) }
  }

  /// Where the face is in a head's square, as fractions of its side: from the brows to below the
  /// lips, between the ears.
  static let face = (top: 0.14, right: 0.89, bottom: 0.91, left: 0.11)
}

extension Recipe.Person {
  /// The face in the photo.
  package var face: FaceBox {
    let side = Double(size)
    return FaceBox(
      top: top + Int(side * Recipe.face.top), right: left + Int(side * Recipe.face.right),
      bottom: top + Int(side * Recipe.face.bottom), left: left + Int(side * Recipe.face.left))
  }
}
