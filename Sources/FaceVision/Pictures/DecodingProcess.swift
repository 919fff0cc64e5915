import CDecoding
import CLibAV
import Files
import Foundation
import Synchronization
import SystemPackage

/// A process that decodes pictures for this one; see `CDecoding.h`. A file that crashes its decoder,
/// or keeps it busy for ever, costs a process and its own reading, and nothing else.
///
/// Processes are started as threads ask for them, serve one at a time, and wait for the next.
enum DecodingProcess {
  /// The name of the program that decodes.
  static let programName = "wwww-decode"
  /// How many seconds of computing a file may take.
  static let seconds: Int32 = 60

  private static let idle = Mutex<[Handle]>([])

  private struct Handle: @unchecked Sendable {
    let pointer: OpaquePointer
    let number: pid_t

    init(_ pointer: OpaquePointer) {
      self.pointer = pointer
      number = cdecoding_number(pointer)
      Leftovers.add(child: number)
    }

    func end() {
      Leftovers.remove(child: number)
      cdecoding_end(pointer)
    }
  }

  /// What a process has put out for a request.
  struct Output {
    fileprivate let process: OpaquePointer
    /// The texts among the file's metadata, and what is wrong with them.
    let fields: MetadataFields

    /// Copies so many bytes from an offset on; false where that fails.
    func copy(_ offset: Int, _ target: UnsafeMutablePointer<UInt8>, _ count: Int) -> Bool {
      cdecoding_copy(process, UInt64(offset), target, UInt64(count))
    }
  }

  /// Asks a process, and hands its reply and its output to `read`.
  ///
  /// - Parameters:
  ///   - task: What is wanted, without the counts, which come from the arrays.
  ///   - bytes: The file.
  ///   - second: A second file.
  ///   - regions: Parts of the picture.
  ///   - read: Takes the reply and the output.
  /// - Throws: `VisionError`, where the file cannot be read or its decoder dies of it.
  static func ask<Result>(
    _ task: cdecoding_request, bytes: [UInt8], second: [UInt8] = [],
    regions: [cdecoding_region] = [],
    read: (inout cdecoding_reply, Output) -> Result?
  ) throws(VisionError) -> Result {
    var request = task
    request.count = UInt64(bytes.count)
    request.second_count = UInt64(second.count)
    request.region_count = UInt32(regions.count)
    request.seconds = seconds
    let process = try take()
    var reply = cdecoding_reply()
    do {
      try checked(.damaged) {
        cdecoding_ask(process.pointer, &request, bytes, second, regions, &reply, $0)
      } as Void
    } catch {
      process.end()
      throw error
    }
    defer { idle.withLock { $0.append(process) } }
    guard reply.status == CDECODING_OK else { throw VisionError(refusal: &reply, of: request) }
    let fields = MetadataFields(
      Array(
        UnsafeBufferPointer(
          start: cdecoding_fields(process.pointer), count: Int(reply.fields_count))),
      isCut: reply.fields_are_cut, problem: string(&reply.metadata_error))
    let result = read(&reply, Output(process: process.pointer, fields: fields))
    guard let result else { throw VisionError(.internal, "the decoder's pixels cannot be read") }
    return result
  }

  private static func take() throws(VisionError) -> Handle {
    if let process = idle.withLock({ $0.popLast() }) { return process }
    let path = program.string
    do {
      return Handle(try checked(.internal) { cdecoding_start(path, $0) })
    } catch {
      throw VisionError(.internal, "\(error.message); it belongs beside the program")
    }
  }

  /// Lets videos be read in processes, too, where there is the program; asked before each is opened.
  static let servesVideos: Void = {
    if FileManager.default.isExecutableFile(atPath: program.string) {
      clibav_set_worker(program.string)
    }
  }()

  /// Beside this program.
  private static let program: FilePath = {
    let program = Bundle.main.executableURL?.resolvingSymlinksInPath().path ?? ""
    return FilePath(program).removingLastComponent().appending(programName)
  }()
}

extension VisionError {
  fileprivate init(refusal reply: inout cdecoding_reply, of request: cdecoding_request) {
    let text = string(&reply.error)
    switch reply.status {
    case CDECODING_UNSUPPORTED:
      self.init(.unsupported, "a picture of a kind that is not supported: \(text)")
    case CDECODING_TOO_LARGE:
      self.init(
        .tooLarge,
        "\(text) are more than the \(request.largest_pixel_count.formatted()) that are decoded; "
          + "allow more or scale the picture down")
    case CDECODING_INTERNAL: self.init(.internal, "its decoder failed: \(text)")
    default: self.init(.damaged, "a part of the picture is missing or broken: \(text)")
    }
  }
}

/// The text in a fixed C array.
func string<Tuple>(_ tuple: inout Tuple) -> String {
  withUnsafeBytes(of: &tuple) { bytes in
    String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
  }
}
