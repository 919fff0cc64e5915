/// One value of a table.
public enum CSVCell: Sendable, Equatable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByFloatLiteral, ExpressibleByBooleanLiteral
{
  /// Text, which is guarded against spreadsheets.
  case text(String)
  /// A name that other tables use, too: it is guarded only where a spreadsheet could act upon it.
  case identifier(String)
  /// A whole number.
  case integer(Int64)
  /// A real number; infinite and NaN become `Infinity`, `-Infinity` and `NaN`,
  /// which Java (Gephi, Neo4j), Python and R read.
  case number(Double)
  /// `true` or `false`.
  case boolean(Bool)
  /// No value: an empty field.
  case missing

  public init(stringLiteral value: String) { self = .text(value) }
  public init(integerLiteral value: Int64) { self = .integer(value) }
  public init(floatLiteral value: Double) { self = .number(value) }
  public init(booleanLiteral value: Bool) { self = .boolean(value) }

  /// A whole number.
  public static func integer(_ value: Int) -> CSVCell { .integer(Int64(value)) }

  /// `text`, or no value.
  public init(_ text: String?) { self = text.map { .text($0) } ?? .missing }

  /// `number`, or no value.
  public init(_ number: Double?) { self = number.map { .number($0) } ?? .missing }

  /// `number`, or no value.
  public init(_ number: Int?) { self = number.map { .integer($0) } ?? .missing }
}
