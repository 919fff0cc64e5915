import Domain

extension Recipe {
  /// A recipe that nothing was found by; another name makes another recipe.
  public static func test(_ name: String) -> Recipe {
    .found(
      Finding(
        detector: name, upsample: 0, encoder: .dlib, averagesMirror: false, sampling: nil,
        models: []))
  }
}
