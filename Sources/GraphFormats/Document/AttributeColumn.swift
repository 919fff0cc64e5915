/// A named, typed attribute of all nodes or all edges; values may be missing.
public struct AttributeColumn: Sendable, Equatable {
  /// One value per node or edge, all of one type; `nil` where there is none.
  public enum Values: Sendable, Equatable {
    /// True or false.
    case boolean([Bool?])
    /// Whole numbers of 64 bits.
    case integer([Int64?])
    /// Real numbers, infinite and NaN included.
    case double([Double?])
    /// Text.
    case string([String?])
  }

  /// The attribute's name; unique among the columns of nodes or of edges.
  public var name: String
  /// The attribute's values.
  public var values: Values
  /// What people read instead of the name, where a format has room for both: what a measure is, and
  /// its range. A few words of letters, digits, blanks and hyphens.
  public var title: String?

  /// A column called `name` with `values`.
  public init(_ name: String, _ values: Values, title: String? = nil) {
    self.name = name
    self.values = values
    self.title = title
  }

  /// A column of whole numbers.
  public init(_ name: String, integers: [Int?]) {
    self.init(name, .integer(integers.map { $0.map(Int64.init) }))
  }

  /// A column of real numbers.
  public init(_ name: String, doubles: [Double?]) { self.init(name, .double(doubles)) }

  /// A column of truth values.
  public init(_ name: String, booleans: [Bool?]) { self.init(name, .boolean(booleans)) }

  /// A column of texts.
  public init(_ name: String, strings: [String?]) { self.init(name, .string(strings)) }

  /// The number of values, missing ones included.
  public var count: Int {
    switch values {
    case .boolean(let values): values.count
    case .integer(let values): values.count
    case .double(let values): values.count
    case .string(let values): values.count
    }
  }

  /// The value at `index` as a number: whole and real numbers as they are, true as 1, false as 0;
  /// `nil` where it is missing or text.
  public func number(at index: Int) -> Double? {
    switch values {
    case .boolean(let values): values[index].map { $0 ? 1 : 0 }
    case .integer(let values): values[index].map(Double.init)
    case .double(let values): values[index]
    case .string: nil
    }
  }

  /// The value at `index` as text; `nil` where it is missing.
  public func text(at index: Int) -> String? {
    switch values {
    case .boolean(let values): values[index].map { $0 ? "true" : "false" }
    case .integer(let values): values[index].map { String($0) }
    case .double(let values): values[index].map(NumberText.shortest)
    case .string(let values): values[index]
    }
  }
}
