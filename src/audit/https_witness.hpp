#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "audit/checkpoint.hpp"
#include "egress/client.hpp"
#include "egress/vendor.hpp"
#include "store/connection.hpp"

namespace suncrew::audit {

/// A witness of C2SP's tlog-witness (https://c2sp.org/tlog-witness) that somebody else runs: it takes a new
/// checkpoint only with a proof that it extends the one that it has, and so notices by itself what a folder
/// does not. Its cosignatures are not kept: what counts here is that it remembers.
class HttpsWitness {
public:
    /// `path` is where its `/add-checkpoint` is.
    HttpsWitness(egress::Vendor vendor, std::string path, egress::Observer observer)
        : vendor_{std::move(vendor)}, path_{std::move(path)}, door_{std::move(observer)} {}

    /// Whether it has taken this checkpoint from this object already.
    bool has(const Checkpoint& checkpoint) const { return seen_ == checkpoint.size; }
    /// Shows it the newest checkpoint of the database. Throws LogBroken where what it has is not contained in
    /// the tree, egress::Failed where it does not answer, or answers otherwise than with leave.
    void show(store::Reading& reading, const Checkpoint& checkpoint, const std::string& note);

private:
    egress::HttpsAnswer ask(store::Reading& reading, std::uint64_t old, const Checkpoint& checkpoint,
                            const std::string& note);

    egress::Vendor vendor_;
    std::string path_;
    egress::Client door_;
    std::optional<std::uint64_t> seen_;  ///< the size that it took last from this object
};

/// What a witness is sent: the size that it is thought to have, the proof from there on, the note.
std::string witness_request(std::uint64_t old, std::span<const Hash> proof, std::string_view note);
/// The size in the answer of a witness that has another one; none where it is no size.
std::optional<std::uint64_t> witnessed_size(std::string_view body);

}  // namespace suncrew::audit
