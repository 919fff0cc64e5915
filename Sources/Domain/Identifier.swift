/// The number by which a case knows something. Each kind of thing has a type of its own, so that
/// numbers of different kinds, and places in arrays, cannot be mixed.
///
/// Identifiers are written as bare numbers, in text and in JSON.
public protocol Identifier: RawRepresentable, Hashable, Comparable, Sendable, Codable,
  LosslessStringConvertible, ExpressibleByIntegerLiteral
where RawValue == Int {
  /// The identifier with this number.
  init(rawValue: Int)
}

extension Identifier {
  /// The identifier with this number.
  public init(_ number: Int) { self.init(rawValue: number) }

  /// The identifier that `description` writes; `nil` where it is no number.
  public init?(_ description: String) {
    guard let number = Int(description) else { return nil }
    self.init(rawValue: number)
  }

  /// The identifier with this number.
  public init(integerLiteral number: Int) { self.init(rawValue: number) }

  /// The bare number.
  public var description: String { String(rawValue) }

  /// The order of the numbers.
  public static func < (first: Self, second: Self) -> Bool { first.rawValue < second.rawValue }
}

/// Identifies a run of the case.
public struct RunID: Identifier {
  public let rawValue: Int
  public init(rawValue: Int) { self.rawValue = rawValue }
}

/// Identifies a photo or video of the case.
public struct MediaID: Identifier {
  public let rawValue: Int
  public init(rawValue: Int) { self.rawValue = rawValue }
}

/// Identifies a folder that files of the case came from.
public struct SourceID: Identifier {
  public let rawValue: Int
  public init(rawValue: Int) { self.rawValue = rawValue }
}

/// Identifies a face of the case.
public struct FaceID: Identifier {
  public let rawValue: Int
  public init(rawValue: Int) { self.rawValue = rawValue }
}

/// Identifies a person; counted from 0 and never used again for anybody else.
public struct PersonID: Identifier {
  public let rawValue: Int
  public init(rawValue: Int) { self.rawValue = rawValue }
}

/// Identifies a decision; counted from 1.
public struct DecisionID: Identifier {
  public let rawValue: Int
  public init(rawValue: Int) { self.rawValue = rawValue }
}
