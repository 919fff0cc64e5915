import FaceVision
import Files
import Foundation
import SystemPackage
import TestSupport
import Testing

/// Videos composed by another program, whose frames show their numbers.
@Suite(.enabled(if: VideoComposer.program != nil, "needs ffmpeg"))
struct VideoTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  struct Shown: Equatable, CustomStringConvertible {
    var number, milliseconds: Int
    var picture: Int?
    var description: String { "\(number)@\(milliseconds)=\(picture ?? -1)" }
  }

  private func path(_ name: String) -> FilePath { folder.path.appending(name) }

  private func compose(
    _ name: String, _ count: Int, rate: String = "25", _ arguments: String
  ) throws -> FilePath {
    try VideoComposer.compose(
      count, rate: rate, arguments.split(separator: " ").map(String.init), to: path(name))
    return path(name)
  }

  private func number(_ video: Video) throws -> Int? {
    let picture = try video.picture()
    return VideoComposer.number(
      in: picture.pixels, width: picture.width, height: picture.height)
  }

  private func all(_ path: FilePath) throws -> [Shown] {
    let video = try Video(path: path)
    var shown: [Shown] = []
    while let frame = video.next(from: (shown.last?.number ?? -1) + 1) {
      shown.append(
        Shown(
          number: frame.number, milliseconds: frame.milliseconds, picture: try number(video)))
    }
    #expect(!video.health.isPartial, "\(video.health)")
    return shown
  }

  /// File name and arguments.
  static let kinds: [(String, String)] = [
    ("bframes.mp4", "-c:v libx264 -preset veryfast -bf 3 -g 20"),
    ("open.mkv", "-c:v libx264 -preset veryfast -bf 3 -g 15 -x264-params open-gop=1"),
    ("hevc.mp4", "-c:v libx265 -preset ultrafast -x265-params log-level=none:keyint=15"),
    ("mpeg4.mov", "-c:v mpeg4 -q:v 3 -bf 2 -g 12"),
    ("packed.avi", "-c:v mpeg4 -q:v 3 -bf 2 -g 12"),
    ("plain.avi", "-c:v mpeg4 -q:v 3 -g 12"),
    ("motion.avi", "-c:v mjpeg -q:v 3"),
    ("h264.ts", "-c:v libx264 -preset veryfast -bf 2 -g 20"),
    ("camera.m2ts", "-c:v libx264 -preset veryfast -bf 2 -g 20 -f mpegts -mpegts_m2ts_mode 1"),
    ("old.mpg", "-c:v mpeg2video -q:v 3 -bf 2 -g 12"),
    ("disc.vob", "-c:v mpeg2video -q:v 3 -bf 2 -g 12 -f vob"),
    ("stream.flv", "-c:v libx264 -preset veryfast -bf 2 -g 20"),
    ("sorenson.flv", "-c:v flv -q:v 3 -g 12"),
    ("theora.ogv", "-c:v libtheora -q:v 8 -g 16"),
    ("media.wmv", "-c:v wmv2 -q:v 3 -g 12"),
    ("vp8.webm", "-c:v libvpx -b:v 1M -g 20 -auto-alt-ref 1 -lag-in-frames 10"),
    ("vp9.webm", "-c:v libvpx-vp9 -b:v 1M -g 20 -deadline realtime -cpu-used 8"),
    ("av1.mkv", "-c:v libaom-av1 -cpu-used 8 -usage realtime -b:v 1M -g 20"),
    ("broadcast.mxf", "-c:v mpeg2video -q:v 2 -bf 2 -g 12"),
    ("ten.mp4", "-c:v libx264 -preset veryfast -pix_fmt yuv420p10le -g 20"),
    ("studio.mov", "-c:v prores -pix_fmt yuv422p10le"),
    ("fragments.mp4", "-c:v libx264 -preset veryfast -g 20 -movflags frag_keyframe+empty_moov"),
    ("animation.gif", ""),
    ("one-keyframe.mkv", "-c:v libx264 -preset veryfast -g 1000"),
    ("no-name", "-c:v libx264 -preset veryfast -g 20 -f matroska"),
    ("interlaced.ts", "-c:v mpeg2video -q:v 2 -bf 2 -g 12 -flags +ildct+ilme -top 1"),
  ]

  @Test(arguments: kinds)
  func readsEveryFrameAtItsTime(name: String, arguments: String) throws {
    let shown = try all(compose(name, 60, arguments))
    #expect(shown == (0..<60).map { Shown(number: $0, milliseconds: $0 * 40, picture: $0) })
  }

  /// Leaping from keyframe to keyframe gives the frames that reading all of them gives.
  @Test(arguments: kinds)
  func leapsToTheSameFrames(name: String, arguments: String) throws {
    let file = try compose(name, 100, arguments)
    for step in [1, 7, 20, 33] {
      let video = try Video(path: file)
      var number = 0
      for expected in stride(from: 0, to: 100, by: step) {
        let frame = try #require(video.next(from: number))
        #expect(frame.number == expected && frame.milliseconds == expected * 40)
        #expect(try self.number(video) == expected)
        number = frame.number + step
      }
      #expect(video.next(from: number) == nil)
      #expect(!video.health.isPartial)
    }
    let video = try Video(path: file)
    for time in [0, 810, 1490, 1530, 3100, 3960] {
      let frame = try #require(video.next(notBefore: time))
      let expected = (time + 39) / 40
      #expect(frame.number == expected && frame.milliseconds == expected * 40)
      #expect(try self.number(video) == expected)
    }
  }
}

extension VideoTests {
  private func numbers(_ path: FilePath) throws -> [Int?] { try all(path).map(\.picture) }

  @Test func keepsVariableRatesExactly() throws {
    // Frame n is shown at 40 n, and from frame 10 on a second later, and from 20 on 17 ms later.
    let file = try compose(
      "variable.mkv", 30,
      "-vf settb=1/1000,setpts=N*40+1000*gte(N\\,10)+17*gte(N\\,20) -vsync passthrough -enc_time_base 1/1000 "
        + "-c:v libx264 -preset veryfast -bf 2")
    let shown = try all(file)
    #expect(
      shown.map(\.milliseconds)
        == (0..<30).map { $0 * 40 + ($0 >= 10 ? 1000 : 0) + ($0 >= 20 ? 17 : 0) })
    #expect(shown.map(\.picture) == Array(0..<30))
  }

  /// Numbers that a rate of 30000/1001 rounds to milliseconds.
  @Test func roundsBroadcastRates() throws {
    let file = try compose("ntsc.mp4", 60, rate: "30000/1001", "-c:v libx264 -preset veryfast")
    #expect(
      try all(file).map(\.milliseconds)
        == (0..<60).map { Int((Double($0) * 1001 / 30).rounded()) })
  }

  /// Every way to hold a phone, and to look into its mirror.
  @Test(arguments: [
    ("null", [1, 0, 0, 1]), ("transpose=2", [0, 1, -1, 0]), ("hflip,vflip", [-1, 0, 0, -1]),
    ("transpose=1", [0, -1, 1, 0]), ("hflip", [-1, 0, 0, 1]), ("vflip", [1, 0, 0, -1]),
    ("transpose=0", [0, 1, 1, 0]), ("transpose=3", [0, -1, -1, 0]),
  ])
  func turnsPicturesUpright(stored: String, matrix: [Int]) throws {
    let file = try compose("turned.mp4", 10, "-vf \(stored) -c:v libx264 -preset veryfast")
    var bytes = try readFile(file)
    let header = try #require(bytes.indices.first { bytes[$0...].starts(with: Array("tkhd".utf8)) })
    for (place, value) in zip([0, 4, 12, 16], matrix) {
      let fixed = UInt32(bitPattern: Int32(value) << 16)
      for i in 0..<4 { bytes[header + 44 + place + i] = UInt8(fixed >> (24 - 8 * i) & 255) }
    }
    try writeAtomically(bytes, to: file)
    let video = try Video(path: file)
    #expect(video.properties.width == 128 && video.properties.height == 96)
    let frame = try #require(video.next(from: 7))
    #expect(frame.width == 128 && frame.height == 96)
    #expect(try number(video) == 7)
  }

  @Test func followsEditListsAndStartOffsets() throws {
    // An edit list that begins within a group of pictures.
    let whole = try compose("whole.mp4", 100, "-c:v libx264 -preset veryfast -g 50 -bf 2")
    try VideoComposer.run(
      ["-ss", "1", "-i", whole.string, "-c", "copy", path("edited.mp4").string])
    let edited = try all(path("edited.mp4"))
    #expect(edited.first?.milliseconds == 0)
    #expect(edited.map(\.picture) == Array(25..<100))
    #expect(edited.map(\.milliseconds) == (0..<75).map { $0 * 40 })
    // Pictures that begin 600 ms after the sound.
    try VideoComposer.run([
      "-f", "lavfi", "-i", "sine=duration=4:sample_rate=48000", "-itsoffset", "0.6", "-i",
      whole.string, "-c:v", "copy", "-c:a", "pcm_s16le", path("late.mov").string,
    ])
    #expect(try all(path("late.mov")).map(\.milliseconds) == (0..<100).map { 600 + $0 * 40 })
    // The same without sound: the clock of MOV and MP4 starts at 0.
    try VideoComposer.run([
      "-itsoffset", "0.6", "-i", whole.string, "-c", "copy", path("delayed.mp4").string,
    ])
    #expect(try all(path("delayed.mp4")).first?.milliseconds == 600)
    // A clock that starts anywhere.
    for name in ["any.ts", "any.mkv", "any.mpg"] {
      try VideoComposer.run([
        "-i", whole.string, "-c:v", name == "any.mpg" ? "mpeg2video" : "copy", "-q:v", "2",
        "-output_ts_offset", "5000", path(name).string,
      ])
      #expect(try all(path(name)).map(\.milliseconds) == (0..<100).map { $0 * 40 }, "\(name)")
    }
  }

  /// Two recordings one after the other in one file: another size, and a clock that starts anew.
  @Test func followsChangesOfSizeAndOfTheClock() throws {
    let first = try compose("first.ts", 50, "-c:v libx264 -preset veryfast -g 25 -bf 0")
    let second = try compose(
      "second.ts", 50, "-vf scale=256:192:flags=neighbor -c:v libx264 -preset veryfast -bf 0 -g 25")
    try writeAtomically(try readFile(first) + readFile(second), to: path("joined.ts"))
    let video = try Video(path: path("joined.ts"))
    var shown: [Shown] = []
    while let frame = video.next(from: shown.count) {
      #expect(frame.width == (shown.count < 50 ? 128 : 256))
      shown.append(
        Shown(number: frame.number, milliseconds: frame.milliseconds, picture: try number(video)))
    }
    #expect(
      shown == (0..<100).map { Shown(number: $0, milliseconds: $0 * 40, picture: $0 % 50) })
    let leaping = try Video(path: path("joined.ts"))
    #expect(leaping.next(from: 80)?.milliseconds == 3200)
    #expect(try number(leaping) == 30)
  }

  /// Colors that came through 8 and 10 bits, full and studio range, and interlaced fields.
  @Test(arguments: [
    "-c:v libx264 -pix_fmt yuv420p", "-c:v libx264 -pix_fmt yuvj420p",
    "-c:v libx264 -pix_fmt yuv444p10le", "-c:v libx264rgb -pix_fmt rgb24",
    "-c:v libx265 -pix_fmt yuv420p12le -x265-params log-level=none", "-c:v ffv1 -pix_fmt gray10le",
    "-c:v libx264 -pix_fmt yuv420p -flags +ildct+ilme -top 1", "-c:v huffyuv -pix_fmt rgb24",
  ])
  func bringsPixelsToEightBits(arguments: String) throws {
    let file = try compose("pixels.mkv", 2, arguments)
    let video = try Video(path: file)
    _ = video.next()
    let picture = try video.picture()
    let (dark, bright) = (
      picture.pixels[(8 * 128 + 8) * 3 + 1], picture.pixels[(60 * 128 + 8) * 3 + 1]
    )
    #expect(abs(Int(dark) - 20) <= 6 && abs(Int(bright) - 235) <= 6, "\(dark) \(bright)")
    let gray = try video.brightness(width: 8, height: 4)
    #expect(gray[0] < 60 && gray[16] > 180)
  }

  @Test(arguments: ["smpte2084", "arib-std-b67"])
  func mapsHDRToWhatAScreenShows(transfer: String) throws {
    // Half of the signal: 94 nits of 203 in PQ, 50 in HLG.
    let file = try compose(
      "hdr.mp4", 1,
      "-vf geq=lum=512:cb=512:cr=512,format=yuv420p10le -c:v libx265 -x265-params log-level=none "
        + "-color_primaries bt2020 -color_trc \(transfer) -colorspace bt2020nc")
    let video = try Video(path: file)
    _ = video.next()
    let middle = Int(try video.picture().pixels[(48 * 128 + 64) * 3])
    let light: Double = transfer == "smpte2084" ? 93 : 51
    let right = 255 * pow(0.7 * light / 203, 1 / 2.2)
    #expect(abs(Double(middle) - right) < 8, "\(middle), not \(right)")
  }

  /// A square that moved between two fields is drawn without the teeth of a comb.
  @Test func removesCombs() throws {
    // Fields from successive frames: the numbers 0 and 255 differ in all the fields of a row.
    let file = path("comb.mkv")
    let frames = [0, 255, 0, 255, 0, 255].flatMap(VideoComposer.frame)
    try VideoComposer.run(
      [
        "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", "128x96", "-r", "50", "-i", "-", "-vf",
        "tinterlace=mode=interleave_top", "-c:v", "mpeg2video", "-q:v", "1", "-flags",
        "+ildct+ilme",
        "-top", "1", file.string,
      ], input: Data(frames))
    let video = try Video(path: file)
    _ = video.next()
    let picture = try video.picture()
    let column = (4..<20).map { picture.pixels[($0 * 128 + 8) * 3 + 1] }
    #expect(column.allSatisfy { abs(Int($0) - 20) < 40 }, "\(column)")
  }
}

/// Files that are damaged, cut off, or no videos at all.
extension VideoTests {
  private func read(_ path: FilePath) throws -> (numbers: [Int], health: VideoHealth) {
    let video = try Video(path: path)
    var numbers: [Int] = []
    var next = 0
    while let frame = video.next(from: next) {
      // What is not said to be damaged is the frame it says it is.
      numbers.append(frame.number)
      next = frame.number + 1
    }
    return (numbers, video.health)
  }

  private func reason(_ name: String, _ bytes: [UInt8]) throws -> VisionError.Reason? {
    try writeAtomically(bytes, to: path(name))
    do {
      _ = try Video(path: path(name))
      return nil
    } catch let error as VisionError {
      return error.reason
    }
  }

  @Test(arguments: [
    ("cut.mp4", "-c:v libx264 -preset veryfast -g 25 -movflags +faststart"),
    ("cut.mkv", "-c:v libx264 -preset veryfast -g 25"), ("cut.avi", "-c:v mpeg4 -q:v 3"),
    ("cut.flv", "-c:v flv -q:v 3"), ("cut.webm", "-c:v libvpx"),
    ("cut.mov", "-c:v mjpeg -movflags +faststart"),
  ])
  func saysWhereAFileEnds(name: String, arguments: String) throws {
    let whole = try readFile(compose("whole-" + name, 150, arguments))
    try writeAtomically(Array(whole.prefix(whole.count * 6 / 10)), to: path(name))
    let (numbers, health) = try read(path(name))
    #expect(numbers.count > 50 && numbers.count < 140)
    #expect(health.isPartial && health.isCut)
    #expect(health.explanation?.contains("the file ends after") == true)
  }

  @Test(arguments: [
    ("hit.mp4", "-c:v libx264 -preset veryfast -g 25 -movflags +faststart"),
    ("hit.ts", "-c:v mpeg2video -q:v 3 -g 12"), ("hit.avi", "-c:v mpeg4 -q:v 3 -g 12"),
    ("hit.mkv", "-c:v libx264 -preset veryfast -g 25"),
  ])
  func passesOverDamageAndGoesOn(name: String, arguments: String) throws {
    var bytes = try readFile(compose("whole-" + name, 500, arguments))
    let middle = bytes.count / 2
    for i in middle..<middle + bytes.count / 25 { bytes[i] = UInt8(truncatingIfNeeded: i &* 7) }
    try writeAtomically(bytes, to: path(name))
    let (numbers, health) = try read(path(name))
    #expect(numbers.count > 400 && numbers.count < 500)
    #expect(health.end > 18_000)
    #expect(health.isPartial && health.damagedFrames > 0)
    let stretch = try #require(health.damaged.first)
    #expect(stretch.lowerBound > 5000 && stretch.upperBound < 15000, "\(health.damaged)")
  }

  @Test func saysWhatIsNoVideo() throws {
    #expect(try reason("empty.mp4", []) == .empty)
    #expect(try reason("text.mp4", Array(repeating: UInt8(ascii: "a"), count: 5000)) == .notAVideo)
    #expect(try reason("list.mp4", Array("#EXTM3U\n#EXTINF:1,\n/etc/passwd\n".utf8)) == .notAVideo)
    #expect(
      try reason("concat.mp4", Array("ffconcat version 1.0\nfile /etc/passwd\n".utf8)) == .notAVideo
    )
    let noise = (0..<100_000).map { UInt8(truncatingIfNeeded: ($0 &* 2_654_435_761) >> 13) }
    #expect(try reason("noise.mp4", noise) == .notAVideo)
    try VideoComposer.run([
      "-f", "lavfi", "-i", "sine=duration=1", "-c:a", "aac", path("sound.m4a").string,
    ])
    #expect(try reason("sound.mp4", readFile(path("sound.m4a"))) == .noPictures)
    let whole = try readFile(compose("late-index.mp4", 50, "-c:v libx264 -preset veryfast"))
    #expect(try reason("no-index.mp4", Array(whole.prefix(whole.count / 2))) == .damaged)
    #expect(throws: FileError.self) { try Video(path: path("missing.mp4")) }
  }

  @Test func tellsPicturesThatMove() throws {
    let moving = try readFile(compose("moving.gif", 3, "-loop 0"))
    let still = try readFile(compose("still.gif", 1, "-loop 0"))
    #expect(Video.isAnimated(moving) && !Video.isAnimated(still))
    let webp = try readFile(compose("moving.webp", 4, "-c:v libwebp_anim -lossless 1"))
    #expect(Video.isAnimated(webp))
    #expect(
      try all(path("moving.webp"))
        == (0..<4).map { Shown(number: $0, milliseconds: $0 * 40, picture: $0) })
    #expect(Video.container(Array(webp.prefix(64))) == "webp")
    #expect(!Video.isAnimated(try readFile(compose("still.webp", 1, "-c:v libwebp"))))
  }
}
