#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <boost/describe/enum.hpp>

#include "identity/proofs.hpp"
#include "identity/wire.hpp"

/// What signing in says and hears.
namespace suncrew::identity {

/// What a second factor could be answered with.
enum class Method : std::uint8_t { totp, passkey, recovery_code };
BOOST_DESCRIBE_ENUM(Method, totp, passkey, recovery_code)

/// Where somebody stands on their way in. For a visitor without an account.
struct SignInState {
    std::optional<Account> account;
    Owes owes{};
    std::vector<Method> methods;   ///< that the account has, where a second factor is owed
    bool proved_recently = false;  ///< whether sensitive actions go on without another proof
};
BOOST_DESCRIBE_STRUCT(SignInState, (), (account, owes, methods, proved_recently))

struct SignIn {
    Email email;
    ShownPassword password;
};
BOOST_DESCRIBE_STRUCT(SignIn, (), (email, password))

struct SignOut {};
BOOST_DESCRIBE_STRUCT(SignOut, (), ())
struct ReadSession {};
BOOST_DESCRIBE_STRUCT(ReadSession, (), ())

struct BeginPasskey {};
BOOST_DESCRIBE_STRUCT(BeginPasskey, (), ())

/// A passkey that may answer.
struct AllowedPasskey {
    std::string id;  ///< base64url
    std::vector<std::string> transports;
};
BOOST_DESCRIBE_STRUCT(AllowedPasskey, (), (id, transports))

/// What a browser needs to ask an authenticator for an assertion.
struct PasskeyRequest {
    std::string challenge;  ///< base64url
    std::string rp_id;
    std::int64_t timeout_ms = 0;
    std::string user_verification;
    std::vector<AllowedPasskey> allow;  ///< empty: any that the authenticator finds by itself
};
BOOST_DESCRIBE_STRUCT(PasskeyRequest, (), (challenge, rp_id, timeout_ms, user_verification, allow))

/// What an authenticator answered (WebAuthn, AuthenticatorAssertionResponse).
struct Assertion {
    Bytes<1, 1023> id;
    Bytes<1, 4096> client_data_json;
    Bytes<37, 4096> authenticator_data;
    Bytes<1, 1024> signature;
    std::optional<Bytes<1, 64>> user_handle;
};
BOOST_DESCRIBE_STRUCT(Assertion, (), (id, client_data_json, authenticator_data, signature, user_handle))

struct SignInByPasskey {
    Assertion credential;
};
BOOST_DESCRIBE_STRUCT(SignInByPasskey, (), (credential))

/// Exactly one of them.
struct ShowSecondFactor {
    std::optional<ShownToken> totp;
    std::optional<ShownToken> recovery_code;
    std::optional<Assertion> credential;
};
BOOST_DESCRIBE_STRUCT(ShowSecondFactor, (), (totp, recovery_code, credential))

/// A passkey alone; or the password, with the code where the account has them.
struct StepUp {
    std::optional<ShownPassword> password;
    std::optional<ShownToken> totp;
    std::optional<Assertion> credential;
};
BOOST_DESCRIBE_STRUCT(StepUp, (), (password, totp, credential))

}  // namespace suncrew::identity
