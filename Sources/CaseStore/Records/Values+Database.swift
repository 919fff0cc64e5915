import Domain
import GRDB

// Text that is none of the values cannot be read: a case does not guess.

extension Media.Kind: DatabaseValueConvertible {}
extension EncoderKind: DatabaseValueConvertible {}

extension Recipe: DatabaseValueConvertible {
  /// The recipe's text.
  public var databaseValue: DatabaseValue { description.databaseValue }

  /// The recipe that a text writes; `nil` where it is none.
  public static func fromDatabaseValue(_ value: DatabaseValue) -> Recipe? {
    String.fromDatabaseValue(value).flatMap(Recipe.init)
  }
}
