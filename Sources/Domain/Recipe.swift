/// How the faces of a photo or video came about: everything they depend on. A file whose faces were
/// found by another recipe is looked at again.
///
/// The text is what a case keeps: `detector=hog upsample=1 mirror=true encoder=0123456789ab …`, or
/// `import` and a fingerprint of the faces, or `frames`.
public enum Recipe: Hashable, Sendable {
  /// The faces were found and encoded by this program.
  case found(Finding)
  /// The faces were brought in from elsewhere. The file itself was never seen, and is known by a hash
  /// of its path. The fingerprint changes with the faces.
  case imported(fingerprint: String)
  /// The faces were found in pictures that are frames of a video. The video's own file was never seen;
  /// it is known by a hash of its name and of the folder of the pictures.
  case frames

  /// What finds and encodes faces, with all settings that make a difference.
  public struct Finding: Hashable, Sendable {
    /// A file of weights, by its name and what its SHA-256 begins with.
    public struct Model: Hashable, Sendable {
      /// Its name in the manifest.
      public var name: String
      /// The first 12 digits of its SHA-256; `nil` where the manifest does not know it.
      public var hash: String?

      /// The model `name`.
      ///
      /// - Parameters:
      ///   - name: Its name in the manifest.
      ///   - sha256: Its whole hash, or at least what it begins with.
      public init(_ name: String, sha256: String?) {
        self.name = name
        hash = sha256.map { String($0.prefix(12)) }
      }
    }

    /// The detector's name.
    public var detector: String
    /// From how many pixels on faces are looked for, where the detector can tell.
    public var smallestFace: Int?
    /// How often a picture is doubled in size before the search, where the detector needs it.
    public var upsample: Int?
    /// Whether pictures without a face are searched turned as well.
    public var triesRotations: Bool
    /// What turns faces into embeddings.
    public var encoder: EncoderKind
    /// Whether an embedding is the mean of a face's and of its mirror image's.
    public var averagesMirror: Bool
    /// Which frames of a video are looked at; `nil` for photos.
    public var sampling: FrameSampling?
    /// The kernels that evaluated the models, where they are others than the usual ones, whose bytes
    /// are the same on all processors that fuse sums and products.
    public var kernels: String?
    /// The models, in the order they are used.
    public var models: [Model]

    /// These settings.
    public init(
      detector: String, smallestFace: Int? = nil, upsample: Int? = nil,
      triesRotations: Bool = false, encoder: EncoderKind, averagesMirror: Bool,
      sampling: FrameSampling?, kernels: String? = nil,
      models: [Model]
    ) {
      self.detector = detector
      self.smallestFace = smallestFace
      self.upsample = upsample
      self.triesRotations = triesRotations
      self.encoder = encoder
      self.averagesMirror = averagesMirror
      self.sampling = sampling
      self.kernels = kernels
      self.models = models
    }
  }

  /// How the faces were found; `nil` where they were imported.
  public var finding: Finding? {
    if case .found(let finding) = self { finding } else { nil }
  }

  /// Whether the faces came without the file itself: they were imported, or found in frames of it.
  public var isImported: Bool { finding == nil }
}

extension Recipe: LosslessStringConvertible {
  /// The recipe as a case keeps it.
  public var description: String {
    switch self {
    case .imported(let fingerprint): "import \(fingerprint)"
    case .frames: "frames"
    case .found(let finding): finding.fields.map { "\($0)=\($1)" }.joined(separator: " ")
    }
  }

  /// The recipe that `description` writes; `nil` where it is none.
  public init?(_ description: String) {
    let words = description.split(separator: " ").map { String($0) }
    if words == ["frames"] {
      self = .frames
    } else if words.count == 2, words[0] == "import" {
      self = .imported(fingerprint: words[1])
    } else if let finding = Finding(words: words) {
      self = .found(finding)
    } else {
      return nil
    }
  }
}

extension Recipe: Codable {
  /// Reads a recipe's text.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let recipe = Recipe(text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "this is no recipe of this version: \(text)")
    }
    self = recipe
  }

  /// Writes the recipe's text.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

extension Recipe.Finding {
  fileprivate var fields: [(String, String)] {
    // What is left out is what cases have that knew one detector and one encoder.
    func given(_ key: String, _ value: String?) -> [(String, String)] {
      value.map { [(key, $0)] } ?? []
    }
    return [("detector", detector)] + given("min_face", smallestFace.map(String.init))
      + given("upsample", upsample.map(String.init))
      + given("rotations", triesRotations ? "true" : nil)
      + given("embedding", encoder == .dlib ? nil : encoder.rawValue)
      + [("mirror", "\(averagesMirror)")] + given("every", sampling?.description)
      + given("kernels", kernels)
      + models.map { ($0.name, $0.hash ?? "?") }
  }

  fileprivate init?(words: [String]) {
    var settings: [String: String] = [:]
    models = []
    for word in words {
      guard let equals = word.firstIndex(of: "=") else { return nil }
      let (key, value) = (String(word[..<equals]), String(word[word.index(after: equals)...]))
      if Self.keys.contains(key) {
        guard settings.updateValue(value, forKey: key) == nil else { return nil }
      } else {
        guard value == "?" || value.count == 12 && value.allSatisfy(\.isHexDigit) else {
          return nil
        }
        models.append(Model(key, sha256: value == "?" ? nil : value))
      }
    }
    /// The number under `key`; `nil` inside where there is none, `nil` where it is no number.
    func number(_ key: String) -> Int?? {
      guard let text = settings[key] else { return .some(nil) }
      return Int(text).map { .some($0) }
    }
    // The first recipes knew no mirror images.
    guard let detector = settings["detector"],
      let averagesMirror = Bool(settings["mirror"] ?? "false"),
      let triesRotations = Bool(settings["rotations"] ?? "false"),
      let encoder = EncoderKind(rawValue: settings["embedding"] ?? "dlib"),
      let smallestFace = number("min_face"), let upsample = number("upsample"),
      smallestFace != nil || upsample != nil
    else { return nil }
    self.detector = detector
    self.smallestFace = smallestFace
    self.upsample = upsample
    self.triesRotations = triesRotations
    self.encoder = encoder
    self.averagesMirror = averagesMirror
    kernels = settings["kernels"]
    if let text = settings["every"] {
      guard let sampling = FrameSampling(text) else { return nil }
      self.sampling = sampling
    } else {
      sampling = nil
    }
  }

  private static let keys: Set = [
    "detector", "min_face", "upsample", "rotations", "embedding", "mirror", "every",
    "kernels",
  ]
}
