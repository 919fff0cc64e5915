import Domain
import GraphFormats

extension CSVCell {
  /// The number of something; missing where there is none.
  init(_ id: (some Identifier)?) { self.init(id?.rawValue) }
}
