// The description of the language, against the decoder: every key, in both directions, and every default.

import Foundation
import Rollouts
import Testing

@testable import ScenarioFiles

/// The scenario that uses every key of the language.
enum EveryKey {
    static let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
        "Fixtures/every-key.yaml"
    ).path

    static func text() throws -> String { try String(contentsOfFile: path, encoding: .utf8) }
}

/// Protects the reference and the schema from telling of another language than the decoder reads.
@Suite struct LanguageTests {
    /// The keys that the decoder asks for by mapping, and those that the description lacks.
    private func asked(in text: String) throws -> (keys: [String: Set<String>], undescribed: [String]) {
        let decoding = Decoding()
        decoding.askedKeys = [:]
        _ = try ScenarioReader.load(text: text, name: "file", decoding)
        let walk = LanguageWalk(try ScenarioReader.tree(text: text, name: "file", Decoding()))
        var keys: [String: Set<String>] = [:]
        var undescribed = walk.unknown
        for (place, asked) in decoding.askedKeys ?? [:] where place.line > 0 {
            guard let mapping = walk.mappings[place] else {
                undescribed.append("\(place.line):\(place.column): a mapping with \(asked.sorted())")
                continue
            }
            keys[mapping.id, default: []].formUnion(asked)
        }
        return (keys, undescribed.sorted())
    }

    private func described(_ mapping: LanguageMapping) -> Set<String> {
        let keys = Set(mapping.keys.map(\.name))
        // Asked for to be refused.
        return mapping.id == ScenarioLanguage.policy.id ? keys.union(ScenarioLanguage.fixedSections) : keys
    }

    @Test func everyKeyThatTheDecoderReadsIsDescribedAndEveryDescribedKeyIsRead() throws {
        var asked: [String: Set<String>] = [:]
        // A release has either one defect or several by name: the small scenario has one.
        for text in [try EveryKey.text(), SmallScenario.text] {
            let (keys, undescribed) = try self.asked(in: text)
            #expect(undescribed == [], "describe these in ScenarioLanguage")
            asked.merge(keys) { $0.union($1) }
        }
        for mapping in LanguageWalk.all where mapping.id != "source" {
            // Of a platform the decoder asks for the attributes too, which are the scenario's own.
            let own = mapping.id == "platform" ? ["os", "support"] as Set : []
            let read = asked[mapping.id, default: []].subtracting(own)
            #expect(
                read.subtracting(described(mapping)) == [], "describe these keys of '\(mapping.id)' in ScenarioLanguage"
            )
            #expect(described(mapping).subtracting(read) == [], "keys of '\(mapping.id)' that nothing reads")
        }
    }

    @Test func theScenarioOfEveryKeyUsesEveryKey() throws {
        let used = LanguageWalk(try ScenarioReader.tree(text: EveryKey.text(), name: "file", Decoding())).used
        for mapping in LanguageWalk.all where !mapping.id.hasPrefix("law ") {
            // One defect, and several by name, exclude each other; so do the forms of an instant, and of a policy only some clauses change.
            if ["only defect", "policy", "change of a stage"].contains(mapping.id) { continue }
            let missing = Set(mapping.keys.map(\.name)).subtracting(used[mapping.id, default: []]).subtracting([
                "defect"
            ])
            #expect(missing == [], "use these keys of '\(mapping.id)' in every-key.yaml")
        }
    }

    @Test func everyBundledScenarioUsesDescribedKeysOnly() throws {
        for text in try BundledScenarioTests.texts() + [SmallScenario.text] {
            let (asked, undescribed) = try asked(in: text)
            #expect(undescribed == [])
            for mapping in LanguageWalk.all where mapping.id != "platform" {
                #expect(asked[mapping.id, default: []].subtracting(described(mapping)) == [])
            }
        }
    }

    @Test func everyMappingHasAnIdOfItsOwnAndEveryKeyAMeaning() {
        var ids: [String: [String]] = [:]
        for mapping in LanguageWalk.all {
            ids[mapping.id.lowercased(), default: []].append(mapping.id)
            #expect(Set(mapping.keys.map(\.name)).count == mapping.keys.count, "\(mapping.id)")
            for key in mapping.keys {
                #expect(!key.meaning.isEmpty && !key.meaning.hasSuffix("."), "\(mapping.id).\(key.name)")
            }
            for key in mapping.choice?.keys ?? [] {
                #expect(mapping.keys.contains { $0.name == key && !$0.isRequired }, "\(mapping.id).\(key)")
            }
        }
        #expect(ids.values.allSatisfy { $0.count == 1 })
    }

    // MARK: Required keys and defaults

    @Test func everyRequiredKeyIsMissedAndNoOtherIs() throws {
        var seen: Set<String> = []
        for text in [try EveryKey.text(), SmallScenario.text] {
            let tree = try ScenarioReader.tree(text: text, name: "file", Decoding())
            for (place, mapping) in LanguageWalk(tree).mappings.sorted(by: { $0.key < $1.key }) {
                let choice = mapping.choice?.keys ?? []
                for entry in entries(of: tree, at: place) {
                    guard let key = mapping.keys.first(where: { $0.name == entry.key }), !choice.contains(key.name),
                        seen.insert("\(mapping.id).\(key.name)").inserted
                    else { continue }
                    let without = changing(tree, at: place) { $0.filter { $0.key != key.name } }
                    // What other parts refer to is missed by them, and sources are read before the study.
                    if ["scenario.sources", "scenario.calendars"].contains("\(mapping.id).\(key.name)") { continue }
                    if mapping.id == "source" { continue }
                    #expect((study(without).study == nil) == key.isRequired, "\(mapping.id).\(key.name)")
                }
            }
        }
        #expect(seen.count > 150)
    }

    /// The keys of the mapping at a place.
    private func entries(of tree: YAMLValue, at place: Place) -> [YAMLValue.Entry] {
        var found: [YAMLValue.Entry] = []
        _ = changing(tree, at: place) { entries in
            found = entries
            return entries
        }
        return found
    }

    /// A tree with the keys of the mapping at a place changed.
    private func changing(
        _ tree: YAMLValue, at place: Place, _ change: ([YAMLValue.Entry]) -> [YAMLValue.Entry]
    ) -> YAMLValue {
        var result = tree
        switch tree.content {
        case .scalar: break
        case .sequence(let items): result.content = .sequence(items.map { changing($0, at: place, change) })
        case .mapping(let entries) where tree.place == place: result.content = .mapping(change(entries))
        case .mapping(let entries):
            result.content = .mapping(
                entries.map {
                    YAMLValue.Entry(key: $0.key, place: $0.place, value: changing($0.value, at: place, change))
                })
        }
        return result
    }

    /// What a tree says; nil if there is a mistake in it.
    private func study(_ tree: YAMLValue) -> (study: Study?, mistakes: [String]) {
        let decoding = Decoding()
        let study = StudyDecoder(decoding: decoding).study(tree).study
        return (decoding.hasErrors ? nil : study, decoding.diagnostics.map(\.description).sorted())
    }

    /// What is wrong with a default, spelt out in the mapping at a place in place of nothing.
    private func fault(of standard: String, of key: LanguageKey, at place: Place, in tree: YAMLValue) throws -> String?
    {
        var parser = YAMLParser(file: "default")
        let parsed = parser.parse(standard)
        let entry = YAMLValue.Entry(key: key.name, place: place, value: try #require(parsed))
        let without = changing(tree, at: place) { $0.filter { $0.key != key.name } }
        let (left, said) = (study(without), study(changing(without, at: place) { $0 + [entry] }))
        if let mistake = (left.mistakes + said.mistakes).first { return mistake }
        return left.study == said.study ? nil : "it is not the default"
    }

    @Test func everyWrittenDefaultMeansTheSameAsTheKeyLeftOut() throws {
        let trees = try [EveryKey.text(), SmallScenario.text].map {
            try ScenarioReader.tree(text: $0, name: "file", Decoding())
        }
        for mapping in LanguageWalk.all {
            for key in mapping.keys {
                guard case .written(let standard) = key.standard else { continue }
                // Where another value is written, leaving it out is a change.
                let places = trees.flatMap { tree in
                    LanguageWalk(tree).mappings.filter { $0.value.id == mapping.id }.keys.sorted().map { (tree, $0) }
                }
                let written = places.first { tree, place in
                    entries(of: tree, at: place).contains { $0.key == key.name }
                }
                let (tree, place) = try #require(
                    written ?? places.first, "\(mapping.id).\(key.name) is checked nowhere")
                let fault = try fault(of: standard, of: key, at: place, in: tree)
                #expect(fault == nil, "\(mapping.id).\(key.name): \(standard)")
            }
        }
    }
}
