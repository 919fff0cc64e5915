import CaseStore
import Domain

/// A name that a program gave and nobody confirmed: reports on pairs refuse it unless it is asked for.
public struct UnconfirmedName: Error, Equatable, Sendable, CustomStringConvertible {
  /// The person.
  public var person: PersonID
  /// The name.
  public var name: String

  /// What is wrong, and what to do.
  public var description: String {
    "a machine called person \(person) “\(name)”, and nobody has confirmed it; look at the faces, then "
      + "`wwww people confirm \(person)`, or ask for unconfirmed names (--unconfirmed)"
  }
}
