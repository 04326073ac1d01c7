#include "identity/ceremonies.hpp"

#include <tuple>

#include <boost/describe/enum_to_string.hpp>

#include "crypto/random.hpp"
#include "crypto/token.hpp"

namespace suncrew::identity {
namespace {

constexpr int batch_max = 500;

std::string_view name_of(Purpose purpose) {
    return boost::describe::enum_to_string(purpose, "");
}

}  // namespace

std::optional<Binding> binding_of(const access::Caller& caller) {
    if (caller.session)
        return *caller.session;
    if (caller.client->ceremony_token.size() != crypto::token_length)
        return std::nullopt;
    return crypto::sha256(caller.client->ceremony_token);
}

Challenge begin_ceremony(store::Transaction& transaction, const Binding& binding, Purpose purpose,
                         Instant now) {
    const Challenge challenge = crypto::random_bytes<std::tuple_size_v<Challenge>>();
    transaction.run("delete from challenges where bound_to = ? and purpose = ?", binding, name_of(purpose));
    try {
        transaction.run(
            "insert into challenges (bound_to, purpose, challenge, expires_at) values (?, ?, ?, ?)", binding,
            name_of(purpose), challenge, now + challenge_valid);
    } catch (const store::Duplicate&) {
        throw store::Conflict{"two ceremonies of one browser began at once"};
    }
    return challenge;
}

std::optional<Challenge> take_challenge(store::Connection& connection, const std::optional<Binding>& binding,
                                        Purpose purpose, Instant now) {
    if (!binding)
        return std::nullopt;
    return store::in_transaction(
        connection, [&](store::Transaction& transaction) -> std::optional<Challenge> {
            const auto challenge = transaction.value<Challenge>(
                "select challenge from challenges where bound_to = ? and purpose = ? and expires_at > ?",
                *binding, name_of(purpose), now);
            // Of two answers at once, the delete says which comes first.
            if (!challenge || transaction.run("delete from challenges where bound_to = ? and challenge = ?",
                                              *binding, *challenge) != 1)
                return std::nullopt;
            return challenge;
        });
}

std::int64_t delete_old_challenges(store::Transaction& transaction, Instant now) {
    return transaction.run({"delete from challenges where (bound_to, purpose) in"
                            " (select bound_to, purpose from challenges where expires_at <= ? limit ?)",
                            "delete from challenges where expires_at <= ? limit ?"},
                           now, batch_max);
}

}  // namespace suncrew::identity
