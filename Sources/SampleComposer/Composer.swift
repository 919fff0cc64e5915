import Domain
import FaceVision
import Files
import ParallelLoops
import SystemPackage

/// Composes the photos of a recipe from the fetched portraits.
package struct Composer {
  private let recipe: Recipe
  private let folder: FilePath

  /// Composes `recipe` from the sources in `folder`, into its folder `photos`.
  package init(recipe: Recipe, folder: FilePath) {
    self.recipe = recipe
    self.folder = folder
  }

  /// Somebody's face in a photo.
  package struct Truth: Equatable {
    package var path: String
    package var person: String
    package var face: FaceBox
  }

  /// Writes every photo and returns who is where, in the recipe's order.
  ///
  /// - Throws: `FileError` or `VisionError` where a source is missing or a photo cannot be written.
  package func composeAll() throws -> [Truth] {
    let photos = recipe.events.flatMap { event in event.photos.map { (event, $0) } }
    let written = parallelMap(count: photos.count, jobs: allCores) { i in
      Result { () throws -> [Truth] in
        let (event, photo) = photos[i]
        let path = "\(event.folder)/\(photo.file)"
        let bytes = try compose(photo, of: event, stream: UInt64(i))
        try writeAtomically(bytes, to: folder.appending("photos").appending(path))
        return photo.people.map { Truth(path: path, person: $0.person, face: $0.face) }
      }
    }
    let copied = try recipe.copies.flatMap { copy in
      let bytes = try readFile(folder.appending(copy.source))
      try writeAtomically(bytes, to: folder.appending("photos").appending(copy.file))
      return copy.people.map {
        Truth(path: copy.file, person: $0.person, face: $0.face.faceBox)
      }
    }
    return try written.flatMap { try $0.get() } + copied
  }

  /// The bytes of one photo; chance comes from stream number `stream` of the recipe's seed.
  private func compose(_ photo: Recipe.Photo, of event: Recipe.Event, stream: UInt64) throws
    -> [UInt8]
  {
    var random = SplitMix64(seed: recipe.seed).split(stream)
    var canvas = Backdrop.draw(
      event.scene, width: photo.width, height: photo.height, using: &random)
    for person in photo.people {
      Self.drawBody(of: person, on: &canvas, using: &random)
      var source = try Picture(decoding: readFile(folder.appending(person.source)))
      if let head = person.head { source = source.cropped(to: head.faceBox) }
      canvas.head(
        try source.resized(width: person.size, height: person.size), left: person.left,
        top: person.top, tilt: person.tilt)
    }
    let orientation = photo.orientation.flatMap(Orientation.init(rawValue:)) ?? .upright
    let metadata = PictureMetadata(
      orientation: orientation, date: photo.date,
      position: .init(latitude: event.latitude, longitude: event.longitude), camera: event.camera)
    return try metadata.written(
      into: canvas.picture.upright(from: orientation.inverse).jpeg(quality: 92))
  }

  /// Neck, shoulders and clothes under the head.
  private static func drawBody(
    of person: Recipe.Person, on canvas: inout Canvas, using random: inout SplitMix64
  ) {
    let size = Double(person.size)
    let x = Double(person.left) + size / 2
    let chin = Double(person.top) + size * 0.93
    let clothes = random.pick([
      Paint(38, 44, 60), Paint(92, 36, 44), Paint(58, 84, 70), Paint(120, 104, 84),
      Paint(70, 92, 130), Paint(60, 58, 62),
    ])
    let shirt = random.pick([Paint(232, 230, 224), Paint(180, 200, 222), Paint(204, 196, 150)])
    canvas.ellipse(
      x: x, y: chin + size * 0.72, radiusX: size * 0.8, radiusY: size * 0.74,
      clothes.mixed(with: Paint(0, 0, 0), 0.25), softness: 0.08)
    canvas.ellipse(
      x: x, y: chin + size * 0.76, radiusX: size * 0.74, radiusY: size * 0.74, clothes,
      softness: 0.14)
    canvas.rectangle(
      x: x - size * 0.8, y: chin + size * 0.72, width: size * 1.6, height: Double(canvas.height),
      clothes, softness: size * 0.1)
    canvas.polygon(
      [
        (x - size * 0.3, chin - size * 0.1), (x + size * 0.3, chin - size * 0.1),
        (x, chin + size * 0.55),
      ], shirt, softness: size * 0.04)
  }
}

extension Orientation {
  /// The turn that undoes this one.
  var inverse: Orientation {
    switch self {
    case .left: .right
    case .right: .left
    default: self
    }
  }
}
