#include "http/idempotency.hpp"

#include <algorithm>

#include "access/opening.hpp"
#include "crypto/hash.hpp"
#include "http/route.hpp"

namespace suncrew::http {
namespace {

constexpr std::size_t key_min = 8;
constexpr std::size_t key_max = 64;

void check_key(std::string_view key) {
    const bool visible = std::all_of(key.begin(), key.end(), [](char c) { return c > ' ' && c <= '~'; });
    if (key.size() < key_min || key.size() > key_max || !visible)
        throw Refusal{Code::invalid, "malformed_idempotency_key", "Idempotency-Key"};
}

crypto::Sha256Digest fingerprint(const Request& request) {
    return crypto::sha256(std::to_string(static_cast<int>(request.method)) + ' ' + request.path + '\n' +
                          request.body);
}

/// What was answered, which may be personal: sealed for who asked.
using Body = sealing::Sealed<std::string, "idempotency_keys.body">;

/// None of an answer without one, and none for somebody who has no key any more: they were erased while the
/// request was answered, or by it, and get no new one.
std::optional<Body> kept_body(const Call& call, store::Transaction& transaction, const std::string& body) {
    if (body.empty())
        return std::nullopt;
    const AccountId account = call.caller.account.value();
    const auto sealer = call.keyring.sealer_of_existing(transaction, account);
    if (!sealer)
        return std::nullopt;
    return sealer->seal<"idempotency_keys.body">(sealing::Row{account, call.request.idempotency_key}, body);
}

Response replay(int status, std::string body) {
    Response response{.status = status, .body = std::move(body)};
    response.headers.emplace_back("Idempotent-Replay", "true");
    return response;
}

}  // namespace

Response once(const Call& call, store::Transaction& transaction, const std::function<Response()>& work) {
    const std::string& key = call.request.idempotency_key;
    if (key.empty() || call.request.method != Method::post || !call.caller.account)
        return work();
    check_key(key);
    const AccountId account = *call.caller.account;
    const crypto::Sha256Digest asked = fingerprint(call.request);
    try {
        // The row comes first: of two requests at once, the second waits here for the first to end.
        transaction.run(
            "insert into idempotency_keys (account, idempotency_key, fingerprint, created_at) values (?, ?, "
            "?, ?)",
            account, key, asked, call.now);
    } catch (const store::Duplicate&) {
        const auto kept = transaction.one<crypto::Sha256Digest, std::optional<int>, std::optional<Body>>(
            "select fingerprint, status, body from idempotency_keys where account = ? and idempotency_key = "
            "?",
            account, key);
        if (!kept)
            throw store::Conflict{"an idempotency key went while it was read"};
        const auto& [fingerprint_kept, status, body] = *kept;
        if (fingerprint_kept != asked)
            throw Refusal{Code::conflict, "idempotency_key_reused", "Idempotency-Key"};
        if (status)
            return replay(*status,
                          body ? call.keyring.opener(transaction, access::Opening::own(call.caller), account)
                                     .open(sealing::Row{account, key}, *body)
                               : std::string{});
        // A handler kept something (a counted try) and then refused: the request itself was not answered yet.
    }
    Response response = work();
    transaction.run(
        "update idempotency_keys set status = ?, body = ? where account = ? and idempotency_key = ?",
        response.status, kept_body(call, transaction, response.body), account, key);
    return response;
}

std::int64_t delete_plain_answers(store::Transaction& transaction) {
    return transaction.run(
        {"delete from idempotency_keys where (account, idempotency_key) in (select account,"
         " idempotency_key from idempotency_keys where body not like 's1:%' limit 500)",
         "delete from idempotency_keys where body not like 's1:%' limit 500"});
}

std::int64_t delete_old_keys(store::Transaction& transaction, Instant now) {
    return transaction.run({"delete from idempotency_keys where (account, idempotency_key) in (select "
                            "account, idempotency_key from "
                            "idempotency_keys where created_at < ? limit 500)",
                            "delete from idempotency_keys where created_at < ? limit 500"},
                           Instant{now - idempotency_kept});
}

}  // namespace suncrew::http
