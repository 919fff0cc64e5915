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
    case .count, .group: AttributeColumn(name, integers: values.map { $0.map { Int($0) } })
    case .weight, .number: AttributeColumn(name, doubles: values)
    }
  }
}
