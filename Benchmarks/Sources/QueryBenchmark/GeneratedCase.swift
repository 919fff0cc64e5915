import CaseStore
import Domain
import Files
import ParallelLoops
import SystemPackage

/// A case like those of people who photograph events: folders of a few dozen photos from one
/// afternoon and place, in which the same circle of people appears again and again, some far more
/// often than others.
struct GeneratedCase {
  let mediaCount: Int
  let faceCount: Int
  let personCount: Int

  /// How many photos are taken at one event, and how many persons belong to one circle.
  private static let eventSize = 40
  private static let circleSize = 60

  /// Writes the case into `folder`.
  func write(to folder: FilePath) throws {
    let store = try SQLiteCase(creatingIn: folder)
    let run = try store.begin(
      NewRun(command: "index", version: "0", parameters: "{}", models: "{}"))
    let source = try store.sourceFolder(Array("/photos".utf8), label: "")
    var random = SplitMix64(seed: 1)
    var persons: [PersonID] = []
    persons.reserveCapacity(faceCount)
    var batch: [IndexedFile] = []
    for media in 0..<mediaCount {
      let event = media / Self.eventSize
      // So many faces that they add up to `faceCount`.
      let count = faceCount * (media + 1) / mediaCount - faceCount * media / mediaCount
      let crowd = media % 50 == 0 ? count + 8 : count
      let people = (0..<crowd).map { _ in person(at: event, using: &random) }
      batch.append(file(media, event: event, people: Set(people).sorted(), source.id, &random))
      persons += Set(people).sorted()
      if batch.count == 2000 || media == mediaCount - 1 {
        try store.save(batch)
        batch.removeAll(keepingCapacity: true)
      }
    }
    // One face in twenty belongs to nobody.
    try store.assign(
      persons.enumerated().map { $0 % 20 == 19 ? -1 : $1 },
      faceIDs: (1...persons.count).map { FaceID($0) }, run: run)
    try store.setName("Ada", of: 0)
    try store.finish(
      run, counts: ["media": mediaCount],
      failures: (0..<1000).map {
        Failure(path: "broken/\($0).jpg", reason: $0 % 3 == 0 ? "empty" : "damaged", message: "cut")
      })
  }

  /// Mostly somebody of the circle whose event it is; the first of a circle are seen most.
  private func person(at event: Int, using random: inout SplitMix64) -> PersonID {
    let circles = max(1, personCount / Self.circleSize)
    let isGuest = Int.random(in: 0..<10, using: &random) == 0
    let circle = isGuest ? Int.random(in: 0..<circles, using: &random) : event % circles
    let rank = Double.random(in: 0..<1, using: &random)
    let member = Int(rank * rank * rank * Double(Self.circleSize))
    return PersonID(min(personCount - 1, circle * Self.circleSize + member))
  }

  private func file(
    _ media: Int, event: Int, people: [PersonID], _ source: SourceID, _ random: inout SplitMix64
  ) -> IndexedFile {
    let path = "\(2000 + event % 25)/event \(event)/IMG_\(media).jpg"
    let minute = media % Self.eventSize
    let date =
      "\(2000 + event % 25)-\(twoDigits(1 + event % 12))-\(twoDigits(1 + event % 28))"
      + "T\(twoDigits(8 + event % 12)):\(twoDigits(minute)):00Z"
    var item = Media(
      sha256: ContentHash.of(Array(path.utf8)), kind: .photo, format: "jpeg", size: 4_000_000,
      width: 4000, height: 3000, date: media % 10 == 9 ? nil : date, camera: "Camera",
      recipe: .imported(fingerprint: "generated"))
    if event % 2 == 0 {
      item.latitude = 45 + Double(event % 700) / 100
      item.longitude = 10 + Double(event % 900) / 100
    }
    let faces = people.enumerated().map { index, person in
      var embedding = [Float](repeating: 0, count: FaceTable.dimension)
      for i in 0..<FaceTable.dimension { embedding[i] = .random(in: -0.1...0.1, using: &random) }
      embedding[person.rawValue % FaceTable.dimension] += 1
      return NewFace(
        box: FaceBox(top: 100, right: 300 + 300 * index, bottom: 300, left: 100 + 300 * index),
        score: 1,
        quality: .random(in: 0...1, using: &random), size: 0.5, sharpness: 0.5, pose: 0.5,
        landmarks: [Float](repeating: 1, count: 10), encoder: .dlib, embedding: embedding)
    }
    return IndexedFile(
      file: MediaFile(
        sourceID: source, location: Array("/photos/\(path)".utf8), path: path, size: 4_000_000,
        modified: 0),
      media: item, faces: faces)
  }

  private func twoDigits(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
}
