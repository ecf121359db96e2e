// swift-tools-version: 6.2
// Daybreak: a discrete-event simulator of worldwide software-update rollouts.
// Copyright (C) 2026 the Daybreak authors. SPDX-License-Identifier: GPL-3.0-or-later

import PackageDescription

/// Warnings stop the build in continuous integration (`DAYBREAK_STRICT=1`), and only there, so that a
/// newer compiler with a new warning never keeps a user from building.
let strict = Context.environment["DAYBREAK_STRICT"] == "1"

let settings: [SwiftSetting] = strict ? [.treatAllWarnings(as: .error)] : []

func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    // Roots and roundings are the C library's mathematics, which nothing else may bring in where a module is used alone.
    .target(
        name: name, dependencies: dependencies, swiftSettings: settings, linkerSettings: [.linkedLibrary("m")])
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
    .testTarget(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: settings)
}

func example(_ name: String, _ folder: String) -> Target {
    .executableTarget(
        name: name, dependencies: ["EventKernel", "RandomStreams"], path: "Examples/\(folder)", swiftSettings: settings)
}

let package = Package(
    name: "Daybreak",
    products: [
        .executable(name: "daybreak", targets: ["daybreak"]),
        .library(name: "RandomStreams", targets: ["RandomStreams"]),
        .library(name: "CivilTime", targets: ["CivilTime"]),
        .library(name: "EventKernel", targets: ["EventKernel"]),
        .library(name: "Statistics", targets: ["Statistics"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        // Arrows point down only: a target names nothing that stands above it in this list.
        .systemLibrary(name: "CGSL", pkgConfig: "gsl", providers: [.apt(["libgsl-dev"]), .brew(["gsl"])]),
        // The batches of the generator, in C for processors with wider vectors than the package is built for.
        .target(name: "PhiloxLanes"),
        module("RandomStreams", ["CGSL", "PhiloxLanes"]),
        module("CivilTime"),
        module("EventKernel"),
        module("Statistics", ["CGSL", "EventKernel"]),
        module("Rollouts", ["RandomStreams", "CivilTime", "EventKernel"]),
        module("Experiments", ["Rollouts", "Statistics"]),
        module("ScenarioFiles", ["Rollouts", "CivilTime", "RandomStreams", .product(name: "Yams", package: "Yams")]),
        module("ResultFiles", ["Experiments", "Rollouts", "CivilTime"]),
        .executableTarget(
            name: "daybreak",
            dependencies: [
                "Experiments", "ScenarioFiles", "ResultFiles", "Rollouts", "Statistics", "CivilTime",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: settings),
        // What the kernel is measured against. Optimised in every build, as a reference that is slow by accident proves nothing.
        .target(
            name: "BenchmarkReference", path: "Benchmarks/Reference", cxxSettings: [.unsafeFlags(["-O3"])]),
        .executableTarget(
            name: "daybreak-bench",
            dependencies: [
                "BenchmarkReference", "Experiments", "ScenarioFiles", "Rollouts", "EventKernel", "RandomStreams",
                "CivilTime", "Statistics",
            ],
            path: "Benchmarks",
            exclude: ["README.md", "Reference", "Peers"],
            swiftSettings: settings),

        // The programs of the kernel's tour.
        example("example-single-server-queue", "SingleServerQueue"),
        example("example-help-desk", "HelpDesk"),

        // Counts allocations, in an optimised build: see EventKernelTests.
        .target(name: "AllocationCounting", path: "Tests/AllocationCounting"),
        .executableTarget(
            name: "allocation-probe", dependencies: ["AllocationCounting", "EventKernel", "RandomStreams"],
            path: "Tests/AllocationProbe", swiftSettings: settings),

        tests("CGSLTests", ["CGSL"]),
        tests("RandomStreamsTests", ["RandomStreams", "PhiloxLanes", "CGSL"]),
        tests("CivilTimeTests", ["CivilTime"]),
        tests("EventKernelTests", ["EventKernel"]),
        tests("StatisticsTests", ["Statistics", "EventKernel"]),
        tests("RolloutsTests", ["Rollouts", "CivilTime", "RandomStreams", "EventKernel"]),
        tests("ExperimentsTests", ["Experiments", "Rollouts"]),
        tests("ScenarioFilesTests", ["ScenarioFiles", "Rollouts"], exclude: ["Fixtures", "Malformed"]),
        tests("ResultFilesTests", ["ResultFiles", "Experiments"]),
        tests(
            "ValidationTests",
            ["Experiments", "ScenarioFiles", "Rollouts", "CivilTime", "EventKernel", "RandomStreams", "Statistics"]),
        tests("CommandTests", ["daybreak"]),
        tests("ExamplesTests", ["example-single-server-queue", "example-help-desk"]),
    ],
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx17
)
