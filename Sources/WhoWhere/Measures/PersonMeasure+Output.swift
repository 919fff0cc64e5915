import GraphFormats

extension PersonMeasure {
  /// A value as a cell of a table.
  func cell(_ value: Double?) -> CSVCell {
    guard let value else { return .missing }
    return switch scale {
    case .count, .group: .integer(Int(value))
    case .weight: .number(ofUnits: value)
    case .number: .number(value)
    }
  }

  /// The values as a column of a graph file.
  func column(_ values: [Double?]) -> AttributeColumn {
    let name = gephiColumn ?? name
    return switch scale {
    case .count, .group:
      AttributeColumn(
        name, .integer(values.map { $0.map { Int64($0) } }), title: title)
    case .weight, .number: AttributeColumn(name, .double(values), title: title)
    }
  }
}
