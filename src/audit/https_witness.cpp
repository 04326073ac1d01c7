#include "audit/https_witness.hpp"

#include <charconv>
#include <utility>

#include "audit/log.hpp"
#include "audit/log_broken.hpp"
#include "audit/tiles.hpp"
#include "crypto/base64.hpp"

namespace suncrew::audit {
namespace {

constexpr int taken = 200;
constexpr int has_another_size = 409;
constexpr int proof_refused = 422;

/// Another program of ours may have shown it a newer head meanwhile; then the database has that one too.
void must_not_be_ahead(store::Reading& reading, std::uint64_t witnessed, const Checkpoint& checkpoint) {
    if (witnessed <= checkpoint.size)
        return;
    const auto newest = newest_checkpoint(reading);
    if (newest && newest->size >= witnessed)
        throw egress::Failed{"another program has shown the witness more"};
    throw LogBroken{"the witness has " + std::to_string(witnessed) + " entries, and the log has " +
                    std::to_string(newest ? newest->size : 0) + ": entries were taken away"};
}

std::uint64_t size_it_has(const egress::HttpsAnswer& answer) {
    const auto size = witnessed_size(answer.body.expose());
    if (!size)
        throw egress::Failed{"the witness does not say which checkpoint it has"};
    return *size;
}

}  // namespace

std::string witness_request(std::uint64_t old, std::span<const Hash> proof, std::string_view note) {
    std::string text = "old " + std::to_string(old) + '\n';
    for (const Hash& hash : proof)
        text += crypto::base64_encode(hash) + '\n';
    text += '\n';
    text += note;
    return text;
}

std::optional<std::uint64_t> witnessed_size(std::string_view body) {
    if (body.ends_with('\n'))
        body.remove_suffix(1);
    std::uint64_t size = 0;
    const auto [end, error] = std::from_chars(body.data(), body.data() + body.size(), size);
    if (error != std::errc{} || end != body.data() + body.size() || size > leaves_max)
        return std::nullopt;
    return size;
}

egress::HttpsAnswer HttpsWitness::ask(store::Reading& reading, std::uint64_t old,
                                      const Checkpoint& checkpoint, const std::string& note) {
    Tiles tiles{reading};
    const auto proof = consistency_proof(old, checkpoint.size, tiles.reader());
    return door_.send(vendor_, {.method = egress::Method::post,
                                .path = path_ + "/add-checkpoint",
                                .headers = {{"Content-Type", "text/plain; charset=utf-8"}},
                                .body = crypto::Secret{witness_request(old, proof, note)}});
}

void HttpsWitness::show(store::Reading& reading, const Checkpoint& checkpoint, const std::string& note) {
    std::uint64_t old = seen_.value_or(0);
    auto answer = ask(reading, old, checkpoint, note);
    if (answer.status == has_another_size) {
        const std::uint64_t size = size_it_has(answer);
        must_not_be_ahead(reading, size, checkpoint);
        if (size == old)
            throw LogBroken{"the tree does not have the root that the witness has"};
        old = size;
        answer = ask(reading, old, checkpoint, note);
        if (answer.status == has_another_size)
            must_not_be_ahead(reading, size_it_has(answer), checkpoint);
    }
    if (answer.status == proof_refused || (answer.status == has_another_size && old == checkpoint.size))
        throw LogBroken{"the tree does not contain the checkpoint that the witness has"};
    if (answer.status != taken)
        throw egress::Failed{"the witness answers with status " + std::to_string(answer.status)};
    seen_ = checkpoint.size;
}

}  // namespace suncrew::audit
