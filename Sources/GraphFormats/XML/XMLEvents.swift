import CLibXML2

/// The elements and texts of an XML document, one after the other; libxml2's `xmlTextReader`.
///
/// Entities are never expanded: a document type, the only way to declare any, is refused.
final class XMLEvents {
  /// A step through the document. Names are without prefix.
  enum Event: Equatable {
    case start(String)
    case end(String)
    case text(String)
  }

  /// What libxml2's callbacks work on; they cannot throw, so they keep the first error.
  private final class Input {
    let source: (UnsafeMutableRawBufferPointer) throws -> Int
    let limit: Int
    var count = 0
    var isTooLarge = false
    var tags = TagScan()
    var hasTooManyAttributes = false
    var error: (any Error)?
    var message: (line: Int, text: String)?

    init(_ source: @escaping (UnsafeMutableRawBufferPointer) throws -> Int, limit: Int) {
      self.source = source
      self.limit = limit
    }
  }

  private let name: String
  let limits: GraphReadLimits
  private let input: Input
  private let reader: xmlTextReaderPtr
  /// An empty element's end, which libxml2 does not report.
  private var pendingEnd: String?
  /// The attributes of the element that was last opened, without prefix.
  private(set) var attributes: [(name: String, value: String)] = []

  init(
    named name: String, limits: GraphReadLimits,
    source: @escaping (UnsafeMutableRawBufferPointer) throws -> Int
  ) throws {
    self.name = name
    self.limits = limits
    input = Input(source, limit: limits.bytes)
    let context = Unmanaged.passUnretained(input).toOpaque()
    let options = XML_PARSE_NONET.rawValue | XML_PARSE_NOCDATA.rawValue | XML_PARSE_COMPACT.rawValue
    let reader = xmlReaderForIO(
      { context, buffer, count in
        let input = Unmanaged<Input>.fromOpaque(context!).takeUnretainedValue()
        do {
          let bytes = UnsafeMutableRawBufferPointer(start: buffer, count: Int(count))
          let count = try input.source(bytes)
          input.count += count
          if input.count > input.limit {
            input.isTooLarge = true
            return -1
          }
          let read = UnsafeRawBufferPointer(rebasing: bytes[..<min(count, bytes.count)])
          guard input.tags.accepts(read) else {
            input.hasTooManyAttributes = true
            return -1
          }
          return Int32(count)
        } catch {
          input.error = error
          return -1
        }
      }, { _ in 0 }, context, nil, nil, Int32(options))
    guard let reader else { throw OutOfMemory() }
    self.reader = reader
    xmlTextReaderSetStructuredErrorHandler(
      reader,
      { context, error in
        let input = Unmanaged<Input>.fromOpaque(context!).takeUnretainedValue()
        guard input.message == nil, let error,
          error.pointee.level.rawValue > XML_ERR_WARNING.rawValue
        else { return }
        let text = error.pointee.message.map { String(cString: $0) } ?? "not well-formed"
        input.message = (Int(error.pointee.line), text)
      }, context)
  }

  deinit { xmlFreeTextReader(reader) }

  /// The next step; `nil` after the last.
  ///
  /// - Throws: `GraphReadError` where the document is not well-formed, or beyond a limit; what the
  ///   source threw.
  func next() throws -> Event? {
    if let name = pendingEnd {
      pendingEnd = nil
      return .end(name)
    }
    while true {
      let result = xmlTextReaderRead(reader)
      if let error = input.error { throw error }
      if input.isTooLarge { throw error("the file is larger than \(limits.bytes) bytes") }
      if input.hasTooManyAttributes { throw error("an element has too many attributes") }
      if result < 0 || input.message != nil { throw malformed() }
      if result == 0 { return nil }
      switch xmlReaderTypes(UInt32(xmlTextReaderNodeType(reader))) {
      case XML_READER_TYPE_ELEMENT:
        guard Int(xmlTextReaderDepth(reader)) < limits.depth else {
          throw error("elements are nested more than \(limits.depth) deep")
        }
        let name = text(xmlTextReaderConstLocalName(reader))
        let isEmpty = xmlTextReaderIsEmptyElement(reader) == 1
        readAttributes()
        if isEmpty { pendingEnd = name }
        return .start(name)
      case XML_READER_TYPE_END_ELEMENT:
        return .end(text(xmlTextReaderConstLocalName(reader)))
      case XML_READER_TYPE_TEXT, XML_READER_TYPE_CDATA, XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
        return .text(text(xmlTextReaderConstValue(reader)))
      case XML_READER_TYPE_DOCUMENT_TYPE:
        throw error("a document type (<!DOCTYPE>) is not allowed; remove it")
      case XML_READER_TYPE_ENTITY_REFERENCE:
        throw error("entity references are not allowed")
      default: break
      }
    }
  }

  /// The value of the attribute `name` of the element that was last opened.
  func attribute(_ name: String) -> String? {
    attributes.first { $0.name == name }?.value
  }

  /// The value of the attribute `name`, which the element cannot do without.
  func required(_ name: String, of element: String) throws -> String {
    guard let value = attribute(name), !value.isEmpty else {
      throw error("<\(element)> needs the attribute \"\(name)\"")
    }
    return value
  }

  /// The text up to the end of the element that was last opened; elements inside are skipped.
  func content() throws -> String {
    var text = ""
    var depth = 0
    while let event = try next() {
      switch event {
      case .start: depth += 1
      case .end:
        if depth == 0 { return text }
        depth -= 1
      case .text(let part): if depth == 0 { text += part }
      }
    }
    throw error("the file ends in the middle of an element")
  }

  /// An error at the place where reading stands.
  func error(_ reason: String) -> GraphReadError {
    GraphReadError(file: name, line: line, reason: reason)
  }

  /// The line at which reading stands.
  var line: Int { Int(xmlTextReaderGetParserLineNumber(reader)) }

  private func malformed() -> GraphReadError {
    let message = input.message ?? (line, "not well-formed")
    let reason = CleanText.line(message.text).split(separator: " ").joined(separator: " ")
    return GraphReadError(file: name, line: message.line, reason: "not XML: \(reason)")
  }

  private func readAttributes() {
    attributes.removeAll(keepingCapacity: true)
    while xmlTextReaderMoveToNextAttribute(reader) == 1 {
      attributes.append(
        (text(xmlTextReaderConstLocalName(reader)), text(xmlTextReaderConstValue(reader))))
    }
    xmlTextReaderMoveToElement(reader)
  }

  private func text(_ pointer: UnsafePointer<xmlChar>?) -> String {
    pointer.map { String(cString: $0) } ?? ""
  }
}
