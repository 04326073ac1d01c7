#pragma once

#include <span>
#include <vector>

#include "http/lane_queue.hpp"
#include "sealing/keyring.hpp"

namespace suncrew::identity {

/// Who shows each of these credentials, in their order: sessions together in one statement, each API key by
/// one of its own. What is unknown, malformed, ended or of a locked account makes a visitor. Outside any
/// transaction.
std::vector<access::Caller> authenticate(sealing::Keyring& keyring, store::Connection& connection,
                                         std::span<const http::Credential> shown, Instant now);

}  // namespace suncrew::identity
