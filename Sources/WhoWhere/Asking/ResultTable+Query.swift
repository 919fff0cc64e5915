import CaseStore
import GraphFormats

extension ResultTable {
  /// What a query answered; bytes become hexadecimal text.
  public init(_ result: QueryResult) {
    self.init(columns: result.columns)
    for row in result.rows { append(row.map { CSVCell($0) }) }
  }
}

extension ResultSections {
  /// The sections of a listing.
  init(_ sections: [ListingSection]) {
    self.init()
    for section in sections { append(section.name, ResultTable(section.rows)) }
  }
}

extension CSVCell {
  fileprivate init(_ value: QueryValue) {
    switch value {
    case .null: self = .missing
    case .integer(let integer): self = .integer(integer)
    case .real(let real): self = .number(real)
    case .text(let text): self = .text(text)
    case .blob(let bytes):
      self = .text(bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())
    }
  }
}
