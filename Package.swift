// swift-tools-version: 6.1
import PackageDescription

// x86-64-v3 (AVX2, FMA) makes detection, encoding and clustering markedly faster.
// `WWWW_PORTABLE=1 swift build` leaves it out, for processors older than about 2015.
#if arch(x86_64)
  let portable = Context.environment["WWWW_PORTABLE"] == "1"
#else
  let portable = true
#endif
let processor = portable ? [] : ["-march=x86-64-v3"]

/// Swift code generation follows the processor that the C importer is told about.
let fastSwift: [SwiftSetting] = [
  .unsafeFlags(processor.flatMap { ["-Xcc", $0] })
]
/// dlib and OpenCV headers are slow without optimization, so debug builds optimize them too.
let fastCxx: [CXXSetting] = [.unsafeFlags(["-O3", "-DNDEBUG"] + processor)]

/// What `pkg-config --cflags pangocairo` says, but for `-pthread`, of which SwiftPM warns.
#if arch(x86_64)
  let triple = "x86_64-linux-gnu"
#else
  let triple = "aarch64-linux-gnu"
#endif
let pangoHeaders =
  ["pango-1.0", "cairo", "harfbuzz", "glib-2.0"].map { "-I/usr/include/\($0)" }
  + ["-I/usr/lib/\(triple)/glib-2.0/include"]
let pango: [SwiftSetting] = [.unsafeFlags(pangoHeaders.flatMap { ["-Xcc", $0] })]

let systemPackage = Target.Dependency.product(name: "SystemPackage", package: "swift-system")
let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")

let package = Package(
  name: "wwww",
  products: [
    .executable(name: "wwww", targets: ["wwww"]),
    .executable(name: "wwww-render", targets: ["wwww-render"]),
    .executable(name: "wwww-decode", targets: ["wwww-decode"]),
    .library(name: "wwww-opencv", type: .dynamic, targets: ["wwww-opencv"]),
    .library(name: "wwww-libav", type: .dynamic, targets: ["wwww-libav"]),
    .library(name: "GraphAnalysis", targets: ["GraphAnalysis"]),
    .library(name: "GraphFormats", targets: ["GraphFormats"]),
    .library(name: "FaceClustering", targets: ["FaceClustering"]),
    // For the benchmarks, which are a package of their own.
    .library(name: "CaseStore", targets: ["CaseStore"]),
    .library(name: "Domain", targets: ["Domain"]),
    .library(name: "FaceVision", targets: ["FaceVision"]),
    .library(name: "ParallelLoops", targets: ["ParallelLoops"]),
    .library(name: "Files", targets: ["Files"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-system", exact: "1.8.1"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(
      url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1", traits: []),
    .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
    .package(
      url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
  ],
  targets: [
    .systemLibrary(
      name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(name: "CLZMA", pkgConfig: "liblzma", providers: [.apt(["liblzma-dev"])]),
    .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(
      name: "CGraphviz", pkgConfig: "libgvc", providers: [.apt(["libgraphviz-dev"])]),
    .systemLibrary(name: "CPango", providers: [.apt(["libpango1.0-dev"])]),

    .target(
      name: "CFaceModels", cxxSettings: fastCxx,
      linkerSettings: [.linkedLibrary("dlib"), .linkedLibrary("openblas")]),
    .target(name: "CLoading", linkerSettings: [.linkedLibrary("dl")]),
    .target(name: "COpenCV", dependencies: ["CLoading"], cxxSettings: fastCxx),
    // What COpenCV loads; linked by nothing.
    .target(
      name: "wwww-opencv", publicHeadersPath: ".",
      cxxSettings: fastCxx + [
        .headerSearchPath("../COpenCV/include"),
        .unsafeFlags(["-I/usr/include/opencv4"] + pangoHeaders),
      ],
      linkerSettings: [
        "opencv_core", "opencv_imgproc", "opencv_imgcodecs", "pangocairo-1.0", "pango-1.0",
        "gobject-2.0", "cairo",
      ].map { .linkedLibrary($0) }),
    .target(name: "CLibAV", dependencies: ["CLoading"]),
    // What CLibAV loads; linked by nothing.
    .target(
      name: "wwww-libav", publicHeadersPath: ".",
      cxxSettings: fastCxx + [.headerSearchPath("../CLibAV/include")],
      linkerSettings: [
        "avformat", "avcodec", "avutil", "swscale", "webpdemux",
      ].map { .linkedLibrary($0) }),
    .target(name: "CJPEG", linkerSettings: [.linkedLibrary("jpeg")]),
    .target(
      name: "CProcessor", cSettings: portable ? [.define("WWWW_PORTABLE")] : []),
    .target(name: "CVectors"),
    .target(name: "CExiv2", linkerSettings: [.linkedLibrary("exiv2")]),
    .target(name: "CDecoding", dependencies: ["CExiv2"]),
    .target(name: "CTimeStamping", linkerSettings: [.linkedLibrary("crypto")]),
    .executableTarget(
      name: "wwww-decode", dependencies: ["CDecoding", "CExiv2", "CJPEG", "CLibAV", "CLoading"],
      cxxSettings: [.unsafeFlags(["-O3", "-DNDEBUG", "-I/usr/include/openjpeg-2.5"] + processor)],
      linkerSettings: [
        "png", "webp", "webpdemux", "tiff", "openjp2", "heif", "raw", "avcodec", "avutil",
        "swscale", "seccomp", "m",
      ].map { .linkedLibrary($0) }),

    .target(name: "Domain"),
    .target(name: "ParallelLoops"),
    .target(name: "Files", dependencies: ["CLZMA", "COpenSSL", systemPackage]),
    .target(name: "GraphAnalysis", dependencies: ["ParallelLoops"], swiftSettings: fastSwift),
    .target(
      name: "FaceClustering", dependencies: ["CVectors", "ParallelLoops"], swiftSettings: fastSwift),
    .target(
      name: "FaceVision",
      dependencies: [
        "Domain", "Files", "CFaceModels", "COpenCV", "CLibAV", "CDecoding", "CJPEG", "CExiv2",
        systemPackage,
      ]),
    .target(name: "CaseStore", dependencies: ["Domain", "Files", grdb, systemPackage]),
    .target(name: "GraphFormats", dependencies: ["Files", "CLibXML2", systemPackage]),
    .target(name: "Drawing", dependencies: ["Files", "GraphFormats", systemPackage]),
    .target(
      name: "WhoWhere",
      dependencies: [
        "CTimeStamping", "Domain", "ParallelLoops", "Files", "FaceVision", "FaceClustering",
        "GraphAnalysis", "GraphFormats", "Drawing", "CaseStore", systemPackage,
      ]),
    .target(
      name: "Review",
      dependencies: [
        "CaseStore", "Domain", "Drawing", "FaceVision", "Files", "GraphAnalysis", "GraphFormats",
        "ParallelLoops", "WhoWhere",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        systemPackage,
      ],
      resources: [.copy("Page")]),
    .executableTarget(
      name: "wwww",
      dependencies: [
        "CProcessor", "Domain", "ParallelLoops", "Files", "FaceVision", "FaceClustering",
        "GraphAnalysis", "GraphFormats", "Drawing", "CaseStore", "Review", "WhoWhere",
        argumentParser,
        systemPackage,
      ]),
    .executableTarget(
      name: "wwww-render", dependencies: ["Drawing", "CGraphviz", "CPango"], swiftSettings: pango),
    .executableTarget(
      name: "SampleComposer",
      dependencies: [
        "Domain", "ParallelLoops", "Files", "FaceVision", argumentParser, systemPackage,
      ]),

    .target(
      name: "TestSupport", dependencies: ["Domain", "ParallelLoops", systemPackage],
      path: "Tests/TestSupport"),
    .testTarget(name: "DomainTests", dependencies: ["Domain"]),
    .testTarget(name: "ParallelLoopsTests", dependencies: ["ParallelLoops"]),
    .testTarget(
      name: "FilesTests", dependencies: ["Files", "ParallelLoops", "TestSupport", systemPackage]),
    .testTarget(
      name: "GraphAnalysisTests", dependencies: ["GraphAnalysis", "ParallelLoops"],
      resources: [.copy("Fixtures")]),
    .testTarget(
      name: "FaceClusteringTests", dependencies: ["FaceClustering", "ParallelLoops"],
      resources: [.copy("Fixtures")]),
    .testTarget(
      name: "FaceVisionTests",
      dependencies: ["Domain", "FaceVision", "Files", "TestSupport", "wwww-decode", systemPackage]),
    .testTarget(
      name: "DrawingTests",
      dependencies: [
        "Drawing", "Files", "GraphFormats", "TestSupport", "wwww-render", systemPackage,
      ]),
    .testTarget(
      name: "GraphFormatsTests",
      dependencies: [
        "Drawing", "Files", "GraphFormats", "ParallelLoops", "TestSupport", "wwww-render",
        systemPackage,
      ],
      resources: [.copy("Fixtures")]),
    .testTarget(
      name: "CaseStoreTests",
      dependencies: ["CaseStore", "Domain", "Files", "TestSupport", grdb, systemPackage],
      resources: [.copy("Fixtures")]),
    .testTarget(
      name: "WhoWhereTests",
      dependencies: [
        "CaseStore", "Domain", "Drawing", "FaceClustering", "FaceVision", "Files", "GraphAnalysis",
        "GraphFormats", "ParallelLoops", "WhoWhere", "TestSupport", "wwww-decode", "wwww-render",
        systemPackage,
      ],
      resources: [.copy("Fixtures")]),
    .testTarget(
      name: "wwwwTests",
      dependencies: ["Files", "TestSupport", "wwww", "wwww-decode", "wwww-render", systemPackage],
      exclude: ["Golden"]),
    .testTarget(
      name: "SampleComposerTests",
      dependencies: [
        "Domain", "SampleComposer", "FaceVision", "Files", "wwww-decode", systemPackage,
      ]),
  ],
  cxxLanguageStandard: .cxx17
)
