// swift-tools-version: 6.1
import PackageDescription

/// Benchmarks, with the peers they race against; a package of its own, so that nobody who builds
/// the tool builds them.
let package = Package(
  name: "Benchmarks",
  dependencies: [
    .package(name: "wwww", path: ".."),
    .package(url: "https://github.com/apple/swift-system", exact: "1.8.1"),
  ],
  targets: [
    .executableTarget(
      name: "ClusteringBenchmark",
      dependencies: [
        .product(name: "ParallelLoops", package: "wwww"),
        .product(name: "FaceClustering", package: "wwww"),
      ]),
    .executableTarget(
      name: "FormatsBenchmark",
      dependencies: [
        .product(name: "ParallelLoops", package: "wwww"),
        .product(name: "Files", package: "wwww"),
        .product(name: "GraphFormats", package: "wwww"),
        .product(name: "SystemPackage", package: "swift-system"),
      ]),
    .executableTarget(
      name: "GraphBenchmark",
      dependencies: [
        .product(name: "ParallelLoops", package: "wwww"),
        .product(name: "GraphAnalysis", package: "wwww"),
      ]),
    .executableTarget(
      name: "IndexingBenchmark",
      dependencies: [
        .product(name: "FaceVision", package: "wwww"),
        .product(name: "Files", package: "wwww"),
        .product(name: "SystemPackage", package: "swift-system"),
      ]),
    .executableTarget(
      name: "QueryBenchmark",
      dependencies: [
        .product(name: "CaseStore", package: "wwww"),
        .product(name: "Domain", package: "wwww"),
        .product(name: "ParallelLoops", package: "wwww"),
        .product(name: "Files", package: "wwww"),
        .product(name: "SystemPackage", package: "swift-system"),
      ]),
  ]
)
