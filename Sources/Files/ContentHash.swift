import COpenSSL
import SystemPackage

/// SHA-256 of bytes that arrive piece by piece; FIPS 180-4, computed by OpenSSL.
public final class ContentHash {
  private let context = EVP_MD_CTX_new()

  /// The hash of nothing yet.
  public init() { EVP_DigestInit_ex(context, EVP_sha256(), nil) }

  deinit { EVP_MD_CTX_free(context) }

  /// Adds `bytes`.
  public func update(_ bytes: UnsafeRawBufferPointer) {
    EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
  }

  /// The hash as 64 lower-case hexadecimal digits. Nothing can be added afterwards.
  public func finish() -> String {
    var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
    var count: UInt32 = 0
    EVP_DigestFinal_ex(context, &digest, &count)
    return digest.prefix(Int(count)).map { byte in
      let hex = String(byte, radix: 16)
      return hex.count == 1 ? "0" + hex : hex
    }.joined()
  }

  /// The hash of `bytes`.
  public static func of(_ bytes: [UInt8]) -> String {
    let hash = ContentHash()
    bytes.withUnsafeBytes { hash.update($0) }
    return hash.finish()
  }

  /// The hash of a file, read in pieces of 1 MiB.
  ///
  /// - Throws: `FileError` where the file cannot be read.
  public static func of(file path: FilePath) throws -> String {
    let hash = ContentHash()
    try readFile(path) { hash.update($0) }
    return hash.finish()
  }
}
