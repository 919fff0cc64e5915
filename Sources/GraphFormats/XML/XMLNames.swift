/// The full names of elements, or of attributes, that occur in a document, by number.
struct XMLNames {
  private var table = IdentifierTable()
  private var known: [XMLName] = []

  /// What the name of number `number` means.
  subscript(number: Int) -> XMLName { known[number] }

  /// The name of number `number`, as it stands in the file.
  func text(_ number: Int) -> String { table[number] }

  /// Whether `name` is that of number `number`.
  func isNumber(_ number: Int, of name: Bytes) -> Bool { table.isNumber(number, of: name) }

  /// The number of `name`, which is given one where it has none.
  mutating func number(of name: Bytes) -> Int {
    let (isNew, number) = table.insert(name)
    if isNew {
      let local = name.text.split(separator: ":").last.map { $0.lowercased() } ?? ""
      // A prefix that is declared, such as `xmlns:y`, is no attribute called "y".
      let isMeant = local != "other" && !name.text.hasPrefix("xmlns")
      known.append(isMeant ? XMLName.byText[local] ?? .other : .other)
    }
    return number
  }
}
