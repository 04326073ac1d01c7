#pragma once

#include <cstdint>
#include <string>

#include <boost/describe/enum.hpp>

#include "base/time.hpp"
#include "identity/email.hpp"
#include "identity/post.hpp"
#include "store/connection.hpp"

/// Letters that a visitor asks for with nothing but an address. The request writes one row, the same whether
/// or not the address has an account; whether there is anything to send is found out behind it, so that
/// neither the answer nor its time tells.
namespace suncrew::identity {

enum class MailRequest : std::uint8_t { verification, password_reset };
BOOST_DESCRIBE_ENUM(MailRequest, verification, password_reset)

inline constexpr int mail_requests_a_round_max = 50;

void request_mail(store::Transaction& transaction, sealing::Keyring& keyring, MailRequest what,
                  const Email& email, Instant now);

/// Answers at most `mail_requests_a_round_max` requests, each in a transaction of its own; how many. For
/// background work; any number of programs may do so at once.
int answer_mail_requests(store::Connection& connection, const Post& post, Instant now);

/// How long a link to a new password can be used, once (ASVS 5.0, V6.5.5).
inline constexpr std::chrono::minutes password_reset_valid{10};
/// Letters with such a link to one address within that time.
inline constexpr int password_resets_at_once_max = 3;

}  // namespace suncrew::identity
