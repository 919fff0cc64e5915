/// The numbers of columns by what identifies their attributes in a file.
struct ColumnNumbers {
  private var ids = IdentifierTable()
  private var numbers: [Int] = []

  /// The number of the column of `id`.
  subscript(id: Bytes) -> Int? { ids.number(of: id).map { numbers[$0] } }

  /// Lets `id` stand for the column of number `number`, and no longer for another.
  mutating func set(_ number: Int, for id: String) {
    let (isNew, place) = ids.insert(id)
    if isNew { numbers.append(number) } else { numbers[place] = number }
  }
}
