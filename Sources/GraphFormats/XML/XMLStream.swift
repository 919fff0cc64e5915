import CLibXML2
import Files

/// An XML document that is written element by element to a sink; libxml2's `xmlTextWriter`.
///
/// Text is cleaned and escaped here, so that any Swift string may be passed. Memory is bounded by
/// libxml2's output buffer.
final class XMLStream {
  /// What libxml2's callback works on; it cannot throw, so it keeps the first error and takes no
  /// more. It claims success all the same: libxml2 would complain on standard error.
  private final class Output {
    let sink: any ByteSink
    var error: (any Error)?
    init(_ sink: any ByteSink) { self.sink = sink }
  }

  private let output: Output
  private let writer: xmlTextWriterPtr

  /// Starts a document on `sink`.
  init(to sink: any ByteSink) throws {
    output = Output(sink)
    let context = Unmanaged.passUnretained(output).toOpaque()
    let buffer = xmlOutputBufferCreateIO(
      { context, bytes, count in
        let output = Unmanaged<Output>.fromOpaque(context!).takeUnretainedValue()
        guard output.error == nil else { return count }
        do {
          try output.sink.write(UnsafeRawBufferPointer(start: bytes, count: Int(count)))
        } catch {
          output.error = error
        }
        return count
      }, { _ in 0 }, context, nil)
    guard let buffer, let writer = xmlNewTextWriter(buffer) else { throw OutOfMemory() }
    self.writer = writer
    xmlTextWriterSetIndent(writer, 1)
    xmlTextWriterStartDocument(writer, nil, "UTF-8", nil)
  }

  deinit { xmlFreeTextWriter(writer) }

  /// Opens an element.
  ///
  /// - Throws: What the sink threw, at the next element after it did.
  func start(_ name: StaticString) throws {
    if let error = output.error { throw error }
    xmlTextWriterStartElement(writer, name.utf8Start)
  }

  /// Adds an attribute to the element that was just opened.
  func attribute(_ name: StaticString, _ value: String) {
    xmlTextWriterWriteAttribute(writer, name.utf8Start, CleanText.xml(value))
  }

  /// Adds text to the open element.
  func text(_ text: String) { xmlTextWriterWriteString(writer, CleanText.xml(text)) }

  /// Breaks the line after fragments, before the end of the element that holds them.
  func newLine(indent: Int) {
    xmlTextWriterWriteRaw(writer, "\n" + String(repeating: " ", count: indent))
  }

  /// Closes the innermost open element.
  func end() { xmlTextWriterEndElement(writer) }

  /// Writes `fragment` into the open element and clears it.
  ///
  /// - Throws: What the sink threw.
  func write(_ fragment: inout XMLFragment) throws {
    if let error = output.error { throw error }
    fragment.bytes.withUnsafeBufferPointer {
      _ = xmlTextWriterWriteRawLen(writer, $0.baseAddress, Int32($0.count))
    }
    fragment.clear()
  }

  /// Writes an element that holds only `text`.
  func element(_ name: StaticString, _ text: String) throws {
    try start(name)
    self.text(text)
    end()
  }

  /// Closes what is open and flushes everything to the sink.
  func finish() throws {
    xmlTextWriterEndDocument(writer)
    xmlTextWriterFlush(writer)
    if let error = output.error { throw error }
  }
}
