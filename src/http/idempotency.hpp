#pragma once

#include <functional>

#include "http/message.hpp"
#include "store/connection.hpp"

namespace suncrew::http {

struct Call;

/// Runs `work` once for an `Idempotency-Key` of an account's POST: the answer is kept in the transaction of
/// the change, and a repetition gets it again without a second change. The same key with another request is
/// refused with conflict "idempotency_key_reused". Without a key, or for a visitor, `work` is simply run.
/// Keys are kept for `idempotency_kept`.
Response once(const Call& call, store::Transaction& transaction, const std::function<Response()>& work);

inline constexpr std::chrono::hours idempotency_kept{24};

/// Deletes the answers that earlier versions kept in the clear, at most 500 of them; how many.
std::int64_t delete_plain_answers(store::Transaction& transaction);

/// Deletes at most 500 keys older than that; how many.
std::int64_t delete_old_keys(store::Transaction& transaction, Instant now);

}  // namespace suncrew::http
