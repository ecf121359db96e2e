// The events of a YAML text, one after another, from libyaml, which comes with Yams.

internal import CYaml

/// Reads a text's events: scalars, aliases, and the starts and ends of mappings and lists.
struct YAMLEvents: ~Copyable {
    /// A node or a part of one, with its place counted from 1.
    struct Event {
        var kind: Kind
        var position: TextPosition
        var anchor: String?
    }

    enum Kind: Equatable {
        case scalar(String)
        case alias(String)
        case mappingStart, sequenceStart, collectionEnd
    }

    enum Step {
        case documentStart(TextPosition)
        case node(Event)
        case end
    }

    /// A mistake of syntax.
    struct SyntaxError: Error {
        var position: TextPosition
        var problem: String
        /// What the library was about to read.
        var context: String
    }

    // libyaml keeps the addresses of its parser and of the text, so both live in memory of our own.
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let bytes: UnsafeMutableBufferPointer<UInt8>

    init(_ text: String) {
        parser = .allocate(capacity: 1)
        parser.initialize(to: yaml_parser_t())
        bytes = .allocate(capacity: text.utf8.count)
        _ = bytes.initialize(from: text.utf8)
        if yaml_parser_initialize(parser) == 1 {
            yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
            yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
        }
    }

    deinit {
        yaml_parser_delete(parser)
        parser.deallocate()
        bytes.deallocate()
    }

    /// The next event that says something of the tree; do not ask again after the end or a mistake.
    mutating func next() -> Result<Step, SyntaxError> {
        while true {
            var event = yaml_event_t()
            guard yaml_parser_parse(parser, &event) == 1 else { return .failure(syntaxError) }
            defer { yaml_event_delete(&event) }
            let position = TextPosition(event.start_mark)
            var found = Event(kind: .collectionEnd, position: position)
            switch event.type {
            case YAML_STREAM_END_EVENT: return .success(.end)
            case YAML_DOCUMENT_START_EVENT: return .success(.documentStart(position))
            case YAML_SCALAR_EVENT:
                let scalar = event.data.scalar
                let text = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
                found.kind = .scalar(String(decoding: text, as: UTF8.self))
                found.anchor = Self.string(scalar.anchor)
            case YAML_ALIAS_EVENT:
                found.kind = .alias(Self.string(event.data.alias.anchor) ?? "")
            case YAML_MAPPING_START_EVENT:
                found.kind = .mappingStart
                found.anchor = Self.string(event.data.mapping_start.anchor)
            case YAML_SEQUENCE_START_EVENT:
                found.kind = .sequenceStart
                found.anchor = Self.string(event.data.sequence_start.anchor)
            case YAML_MAPPING_END_EVENT, YAML_SEQUENCE_END_EVENT: break
            case YAML_NO_EVENT: return .success(.end)
            default: continue
            }
            return .success(.node(found))
        }
    }

    private var syntaxError: SyntaxError {
        SyntaxError(
            position: TextPosition(parser.pointee.problem_mark),
            problem: parser.pointee.problem.map { String(cString: $0) } ?? "the text cannot be parsed",
            context: parser.pointee.context.map { String(cString: $0) } ?? "")
    }

    private static func string(_ text: UnsafeMutablePointer<yaml_char_t>?) -> String? {
        text.map { String(cString: $0) }
    }
}

extension TextPosition {
    fileprivate init(_ mark: yaml_mark_t) {
        self.init(line: mark.line &+ 1, column: mark.column &+ 1)
    }
}
