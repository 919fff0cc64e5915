/// A TIFF file, or the EXIF block of another file, put together entry by entry.
struct TIFFFile {
  /// A directory: its entries by their tags.
  struct Directory {
    var entries: [UInt16: Value] = [:]
  }

  /// What an entry holds.
  indirect enum Value {
    case short([UInt16])
    case long([UInt32])
    case ascii(String)
    case rational([(UInt32, UInt32)])
    case signedRational([(Int32, Int32)])
    case bytes([UInt8])
    /// Bytes elsewhere in the file; the entry has their place.
    case strip([UInt8])
    /// Directories elsewhere in the file; the entry has their places.
    case directories([Directory])
  }

  var directories: [Directory]
  var isBigEndian = false
  var isBig = false

  var bytes: [UInt8] {
    var file: [UInt8] = Array((isBigEndian ? "MM" : "II").utf8)
    file += isBig ? number(43, 2) + number(8, 2) + number(0, 2) : number(42, 2)
    let pointer = isBig ? 8 : 4
    var link = file.count
    file += number(0, pointer)
    for directory in directories {
      let (start, next) = append(directory, to: &file)
      file.replaceSubrange(link..<link + pointer, with: number(start, pointer))
      link = next
    }
    return file
  }

  /// Where the directory starts, and where the place of the next one belongs.
  private func append(_ directory: Directory, to file: inout [UInt8]) -> (Int, Int) {
    let pointer = isBig ? 8 : 4
    var table: [UInt8] = []
    for (tag, value) in directory.entries.sorted(by: { $0.key < $1.key }) {
      var (kind, count, data) = encode(value, in: &file)
      if data.count > pointer {
        if file.count % 2 == 1 { file.append(0) }
        let place = file.count
        file += data
        data = number(place, pointer)
      }
      data += [UInt8](repeating: 0, count: pointer - data.count)
      table += number(Int(tag), 2) + number(kind, 2) + number(count, pointer) + data
    }
    if file.count % 2 == 1 { file.append(0) }
    let start = file.count
    file += number(directory.entries.count, isBig ? 8 : 2) + table
    let next = file.count
    file += number(0, pointer)
    return (start, next)
  }

  private func encode(_ value: Value, in file: inout [UInt8]) -> (Int, Int, [UInt8]) {
    switch value {
    case .short(let values): return (3, values.count, values.flatMap { number(Int($0), 2) })
    case .long(let values): return (4, values.count, values.flatMap { number(Int($0), 4) })
    case .ascii(let text): return (2, text.utf8.count + 1, Array(text.utf8) + [0])
    case .rational(let values):
      return (5, values.count, values.flatMap { number(Int($0.0), 4) + number(Int($0.1), 4) })
    case .signedRational(let values):
      return (
        10, values.count,
        values.flatMap {
          number(Int(UInt32(bitPattern: $0.0)), 4) + number(Int(UInt32(bitPattern: $0.1)), 4)
        }
      )
    case .bytes(let bytes): return (1, bytes.count, bytes)
    case .strip(let bytes):
      let place = file.count
      file += bytes
      return (4, 1, number(place, 4))
    case .directories(let directories):
      let places = directories.map { append($0, to: &file).0 }
      return (4, places.count, places.flatMap { number($0, 4) })
    }
  }

  private func number(_ value: Int, _ size: Int) -> [UInt8] {
    let little = (0..<size).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    return isBigEndian ? little.reversed() : little
  }
}

extension TIFFFile.Directory {
  /// An uncompressed RGB picture, each sample of `depth` bits.
  init(
    width: Int, height: Int, rgb: [UInt8], depth: Int = 8, isBigEndian: Bool = false,
    orientation: Int = 1, kind: UInt32 = 0
  ) {
    let samples =
      depth == 8
      ? rgb : rgb.flatMap { [$0, $0] }  // v × 257 is v in both bytes
    entries = [
      254: .long([kind]), 256: .long([UInt32(width)]), 257: .long([UInt32(height)]),
      258: .short([UInt16](repeating: UInt16(depth), count: 3)), 259: .short([1]),
      262: .short([2]), 273: .strip(samples), 274: .short([UInt16(orientation)]),
      277: .short([3]), 278: .long([UInt32(height)]), 279: .long([UInt32(samples.count)]),
      284: .short([1]),
    ]
  }

  /// The sensor of a camera under a red-green-green-blue filter, 16 bits a sample.
  init(sensorWidth width: Int, height: Int, samples: [UInt16]) {
    let bytes = samples.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    entries = [
      254: .long([0]), 256: .long([UInt32(width)]), 257: .long([UInt32(height)]),
      258: .short([16]), 259: .short([1]), 262: .short([32803]), 273: .strip(bytes),
      277: .short([1]), 278: .long([UInt32(height)]), 279: .long([UInt32(bytes.count)]),
      284: .short([1]), 33421: .short([2, 2]), 33422: .bytes([0, 1, 1, 2]),
      50717: .long([65535]),
    ]
  }
}
