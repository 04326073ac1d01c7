#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "audit/leaf.hpp"
#include "base/time.hpp"
#include "wire/structs.hpp"

/// What is said and heard of the log. Hashes are base64, as in a checkpoint; salts too.
namespace suncrew::transparency {

struct ReadCheckpoint {};
BOOST_DESCRIBE_STRUCT(ReadCheckpoint, (), ())
struct CheckpointView {
    std::string key;                  ///< C2SP's form of a verifier key
    std::optional<std::string> note;  ///< the newest checkpoint; none before the first entry
    /// Checkpoints that two keys have signed, each the one that came before and the one that followed.
    std::vector<std::string> key_changes;
};
BOOST_DESCRIBE_STRUCT(CheckpointView, (), (key, note, key_changes))

using LogSize = wire::Whole<1, std::int64_t{1} << 48>;
struct ReadConsistency {
    LogSize from;
    LogSize to;
};
BOOST_DESCRIBE_STRUCT(ReadConsistency, (), (from, to))
struct ConsistencyView {
    std::vector<std::string> proof;
};
BOOST_DESCRIBE_STRUCT(ConsistencyView, (), (proof))

/// One committed field that is opened to its reader.
struct OpenedField {
    audit::Field field{};
    std::optional<std::string> value;
    std::string salt;
};
BOOST_DESCRIBE_STRUCT(OpenedField, (), (field, value, salt))
/// Where an entry stands in the log of the page's checkpoint.
struct Standing {
    std::int64_t position = 0;
    std::string leaf;
    std::vector<OpenedField> opened;
    std::vector<std::string> proof;
};
BOOST_DESCRIBE_STRUCT(Standing, (), (position, leaf, opened, proof))
struct RecordItem {
    std::int64_t id = 0;
    Instant at{};
    std::string action;
    audit::Party by{};
    std::optional<std::string> before;
    std::optional<std::string> after;
    std::optional<std::string> device;   ///< of what the reader did
    std::optional<std::string> country;  ///< of the same, ISO 3166-1 alpha-2, where it is known
    std::optional<Standing> standing;    ///< none for the moment until the entry has its place
};
BOOST_DESCRIBE_STRUCT(RecordItem, (), (id, at, action, by, before, after, device, country, standing))

struct ReadOwnRecord {
    std::optional<wire::Whole<1, INT64_MAX>> before;
};
BOOST_DESCRIBE_STRUCT(ReadOwnRecord, (), (before))
struct OwnRecordPage {
    std::vector<RecordItem> items;
    std::optional<std::int64_t> next;
    std::optional<std::string> checkpoint;  ///< the note that the proofs lead to
};
BOOST_DESCRIBE_STRUCT(OwnRecordPage, (), (items, next, checkpoint))

}  // namespace suncrew::transparency
