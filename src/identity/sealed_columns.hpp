#pragma once

#include <string>

#include "access/opening.hpp"
#include "sealing/keyring.hpp"
#include "sealing/sealed.hpp"

/// What of accounts and of what leads to them stands in the database as ciphertext.
namespace suncrew::identity {

using SealedEmail = sealing::Sealed<std::string, "accounts.email">;
using SealedName = sealing::Sealed<std::string, "accounts.name">;
using SealedNewEmail = sealing::Sealed<std::string, "email_changes.email">;
using SealedLinkName = sealing::Sealed<std::string, "email_verifications.name">;
using SealedSignUpEmail = sealing::Sealed<std::string, "sign_up_requests.email">;
using SealedSignUpName = sealing::Sealed<std::string, "sign_up_requests.name">;
using SealedRequestEmail = sealing::Sealed<std::string, "mail_requests.email">;
using SealedTotp = sealing::Sealed<crypto::Secret, "totps.secret">;
using SealedPendingTotp = sealing::Sealed<crypto::Secret, "totps.pending_secret">;

}  // namespace suncrew::identity
