import Domain
import FaceVision
import Foundation
import TestSupport
import Testing

@Suite struct DecodedPictureTests {
  private static let picture = PictureDecoderTests.picture

  private func error(_ bytes: [UInt8], largest: Int = Picture.largestPixelCount) -> VisionError? {
    do { _ = try DecodedPicture(decoding: bytes, largest: largest) } catch { return error }
    return nil
  }

  private func difference(_ a: Picture, _ b: Picture) -> Double {
    guard a.width == b.width, a.height == b.height else { return .infinity }
    let sum = zip(a.pixels, b.pixels).map { abs(Int($0) - Int($1)) }.reduce(0, +)
    return Double(sum) / Double(max(1, a.pixels.count))
  }

  /// A picture that ends with its last pixel is whole: without an end marker, and with a disk's zeros
  /// behind it.
  @Test func endMarkersDoNotCount() throws {
    let jpeg = try Self.picture.jpeg()
    let whole = try Picture(decoding: jpeg)
    #expect(try Picture(decoding: Array(jpeg.dropLast(2))) == whole)
    #expect(try Picture(decoding: jpeg + [UInt8](repeating: 0, count: 512)) == whole)
    #expect(try Picture(decoding: jpeg.dropLast(2) + [UInt8](repeating: 0, count: 512)) == whole)
    let png = try Self.picture.png()
    #expect(try Picture(decoding: Array(png.dropLast(12))) == Self.picture)
    #expect(try Picture(decoding: png + [UInt8](repeating: 0, count: 512)) == Self.picture)
  }

  /// What a broken transfer leaves: the right length, and nothing but zeros from some point on.
  @Test func zerosInPlaceOfPixelsAreMissingPixels() throws {
    let jpeg = try Self.picture.jpeg()
    for part in [jpeg.count / 2, jpeg.count * 9 / 10] {
      let cut = jpeg.prefix(part) + [UInt8](repeating: 0, count: jpeg.count - part)
      #expect(error(Array(cut))?.reason == .damaged)
    }
  }

  /// The tag is followed once, whatever it says, at 8 and at 16 bits, in either byte order and size.
  @Test(arguments: Orientation.allCases, [8, 16])
  func turnsTIFFOnce(orientation: Orientation, depth: Int) throws {
    for (isBigEndian, isBig) in [(false, false), (true, false), (false, true), (true, true)] {
      let file = TIFFFile(
        directories: [
          .init(
            width: 64, height: 48, rgb: Self.picture.pixels, depth: depth,
            orientation: orientation.rawValue)
        ], isBigEndian: isBigEndian, isBig: isBig)
      let decoded = try DecodedPicture(decoding: file.bytes)
      #expect(decoded.picture == Self.picture)
      #expect(decoded.metadata.orientation == orientation)
      #expect(decoded.format == .tiff)
    }
  }

  @Test func readsTheFirstOfSeveralPictures() throws {
    let page = TIFFFile.Directory(width: 64, height: 48, rgb: Self.picture.pixels)
    let thumbnail = TIFFFile.Directory(
      width: 4, height: 4, rgb: [UInt8](repeating: 0, count: 48), kind: 1)
    let decoded = try DecodedPicture(
      decoding: TIFFFile(directories: [thumbnail, page, page]).bytes)
    #expect(decoded.picture == Self.picture)
    #expect(decoded.pictureCount == 2)
    #expect(try DecodedPicture(decoding: Self.picture.png()).pictureCount == 1)
  }

  /// A raw file's first directory is a thumbnail; its picture lies below it.
  @Test func neverTakesAThumbnailForThePicture() throws {
    var thumbnail = TIFFFile.Directory(
      width: 8, height: 6, rgb: [UInt8](repeating: 9, count: 144), kind: 1)
    thumbnail.entries[330] = .directories([
      .init(width: 64, height: 48, rgb: Self.picture.pixels)
    ])
    let decoded = try DecodedPicture(decoding: TIFFFile(directories: [thumbnail]).bytes)
    #expect(decoded.picture == Self.picture)
  }

  /// A digital negative of a sensor, which has to be developed.
  @Test func developsRawFiles() throws {
    let (width, height) = (96, 64)
    // The left half of the scene is red, the right half blue.
    var samples = [UInt16](repeating: 200, count: width * height)
    for y in 0..<height {
      for x in 0..<width {
        let isRedSite = y % 2 == 0 && x % 2 == 0
        let isBlueSite = y % 2 == 1 && x % 2 == 1
        if x < width / 2 ? isRedSite : isBlueSite { samples[y * width + x] = 40000 }
      }
    }
    var main = TIFFFile.Directory(
      width: 8, height: 6, rgb: [UInt8](repeating: 9, count: 144), kind: 1)
    main.entries[330] = .directories([
      .init(sensorWidth: width, height: height, samples: samples)
    ])
    main.entries[271] = .ascii("Box")
    main.entries[272] = .ascii("Box 1")
    main.entries[50706] = .bytes([1, 4, 0, 0])
    main.entries[50708] = .ascii("Box 1")
    let identity: [(Int32, Int32)] = [
      (1, 1), (0, 1), (0, 1), (0, 1), (1, 1), (0, 1), (0, 1), (0, 1), (1, 1),
    ]
    main.entries[50721] = .signedRational(identity)
    main.entries[50728] = .rational([(1, 1), (1, 1), (1, 1)])
    main.entries[50778] = .short([21])
    let decoded = try DecodedPicture(decoding: TIFFFile(directories: [main]).bytes)
    let picture = decoded.picture
    #expect(picture.width > 80 && picture.height > 50)
    func pixel(_ x: Int, _ y: Int) -> [Int] {
      (0..<3).map { Int(picture.pixels[(y * picture.width + x) * 3 + $0]) }
    }
    let left = pixel(picture.width / 4, picture.height / 2)
    let right = pixel(picture.width * 3 / 4, picture.height / 2)
    #expect(left[0] > left[2] + 50)
    #expect(right[2] > right[0] + 50)
    #expect(decoded.metadata.camera == "Box 1")
  }

  /// The camera's own picture is taken where it has all pixels, and never a smaller one.
  @Test(arguments: [true, false])
  func takesACamerasFullPreview(isFull: Bool) throws {
    let (width, height) = (96, 64)
    let preview = Picture(width: width, height: height, fill: Color(20, 200, 40))
    let shown = isFull ? preview : Picture(width: 24, height: 16, fill: Color(20, 200, 40))
    var main = TIFFFile.Directory()
    let jpeg = try shown.jpeg()
    main.entries = [
      254: .long([1]), 256: .long([UInt32(shown.width)]), 257: .long([UInt32(shown.height)]),
      258: .short([8, 8, 8]), 259: .short([7]), 262: .short([6]), 273: .strip(jpeg),
      277: .short([3]), 278: .long([UInt32(shown.height)]), 279: .long([UInt32(jpeg.count)]),
      271: .ascii("Box"), 272: .ascii("Box 1"), 50706: .bytes([1, 4, 0, 0]),
      50708: .ascii("Box 1"), 50778: .short([21]),
      50728: .rational([(1, 1), (1, 1), (1, 1)]),
    ]
    main.entries[50721] = .signedRational([
      (1, 1), (0, 1), (0, 1), (0, 1), (1, 1), (0, 1), (0, 1), (0, 1), (1, 1),
    ])
    main.entries[330] = .directories([
      .init(
        sensorWidth: width, height: height,
        samples: [UInt16](repeating: 9000, count: width * height))
    ])
    let picture = try DecodedPicture(decoding: TIFFFile(directories: [main]).bytes).picture
    #expect(picture.width > 80 && picture.height > 50)
    let middle = (picture.height / 2 * picture.width + picture.width / 2) * 3
    let isGreen = picture.pixels[middle] < 60 && picture.pixels[middle + 1] > 170
    #expect(isGreen == isFull)
  }

  @Test func readsPlainFormats() throws {
    let ppm = Array("P6\n# a comment\n64 48\n255\n".utf8) + Self.picture.pixels
    #expect(try DecodedPicture(decoding: ppm).picture == Self.picture)
    #expect(error(Array(ppm.dropLast(100)))?.reason == .damaged)
    var tga: [UInt8] = [0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 64, 0, 48, 0, 24, 0x20]
    for i in 0..<64 * 48 { tga += Self.picture.pixels[3 * i..<3 * i + 3].reversed() }
    #expect(try DecodedPicture(decoding: tga).picture == Self.picture)
    #expect(error(Array(tga.dropLast(3000)))?.reason == .damaged)
  }

  /// What other programs write; the libraries' own encoders come with `make setup`.
  @Test(
    arguments: [
      ("gif", 25.0), ("jxl", 6), ("jp2", 4), ("j2k", 4), ("avif", 6), ("psd", 0), ("tga", 0),
      ("pam", 0), ("bmp", 0),
    ])
  func readsWhatOthersWrite(ending: String, tolerance: Double) throws {
    let folder = try TemporaryFolder()
    let (source, target) = (
      folder.path.appending("in.png").string, folder.path.appending("out.\(ending)").string
    )
    try Data(Self.picture.png()).write(to: URL(fileURLWithPath: source))
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/ffmpeg")
    process.arguments =
      ["-v", "quiet", "-i", source]
      + (ending == "avif" ? ["-still-picture", "1", "-crf", "5"] : []) + [target]
    try process.run()
    process.waitUntilExit()
    // Not every ffmpeg writes every format; what it cannot write is not read here.
    guard let data = FileManager.default.contents(atPath: target), !data.isEmpty else { return }
    let bytes = Array(data)
    let decoded = try DecodedPicture(decoding: bytes)
    #expect(difference(decoded.picture, Self.picture) <= tolerance, "\(ending)")
    #expect(error(Array(bytes.prefix(bytes.count * 2 / 3))) != nil, "\(ending) cut off")
  }

  @Test func refusesMorePixelsThanAllowed() throws {
    for format in [PictureFormat.jpeg, .png, .webp, .tiff, .bmp] {
      let bytes = try Self.picture.encoded(as: format)
      #expect(error(bytes, largest: 64 * 48) == nil)
      let refused = error(bytes, largest: 64 * 48 - 1)
      #expect(refused?.reason == .tooLarge)
      #expect(refused?.message.contains("64 × 48") == true)
    }
  }

  /// Thousands of damaged files, and the process that reads them answers the next one.
  @Test func survivesDamagedFiles() throws {
    var state: UInt64 = 7
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    for format in [PictureFormat.jpeg, .png, .webp, .tiff, .bmp] {
      let bytes = try Self.picture.encoded(as: format)
      for _ in 0..<60 {
        var damaged = bytes
        for _ in 0..<1 + random(20) {
          damaged[12 + random(damaged.count - 12)] = UInt8(random(256))
        }
        _ = try? DecodedPicture(decoding: damaged, largest: 1_000_000)
      }
    }
    #expect(try Picture(decoding: Self.picture.png()) == Self.picture)
  }
}
