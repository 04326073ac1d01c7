#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "identity/sign_in_wire.hpp"

/// What the pages of one's own security say and hear.
namespace suncrew::identity {

struct ReadSecurity {};
BOOST_DESCRIBE_STRUCT(ReadSecurity, (), ())

struct TotpView {
    Instant created_at{};
};
BOOST_DESCRIBE_STRUCT(TotpView, (), (created_at))

struct PasskeyView {
    PasskeyId id;
    std::string name;
    Instant created_at{};
    std::optional<Instant> used_at;
    bool backed_up = false;
    std::vector<std::string> transports;
    bool suspended = false;  ///< its key is in two hands: it signs nobody in, and is to be removed
};
BOOST_DESCRIBE_STRUCT(PasskeyView, (), (id, name, created_at, used_at, backed_up, transports, suspended))

struct FactorResetView {
    Instant requested_at{};
    Instant ready_at{};
};
BOOST_DESCRIBE_STRUCT(FactorResetView, (), (requested_at, ready_at))

struct SecurityView {
    bool password_set = false;
    std::optional<Instant> password_changed_at;
    std::optional<TotpView> totp;
    std::vector<PasskeyView> passkeys;
    int recovery_codes_left = 0;
    bool second_factor_required = false;
    std::optional<FactorResetView> factor_reset;
};
BOOST_DESCRIBE_STRUCT(SecurityView, (),
                      (password_set, password_changed_at, totp, passkeys, recovery_codes_left,
                       second_factor_required, factor_reset))

struct BeginTotp {};
BOOST_DESCRIBE_STRUCT(BeginTotp, (), ())
struct TotpSeed {
    std::string secret;  ///< base32
    std::string uri;     ///< what the QR code says
};
BOOST_DESCRIBE_STRUCT(TotpSeed, (), (secret, uri))
struct ConfirmTotp {
    ShownToken code;
};
BOOST_DESCRIBE_STRUCT(ConfirmTotp, (), (code))
struct RemoveTotp {};
BOOST_DESCRIBE_STRUCT(RemoveTotp, (), ())

/// A factor was added; with the first one come the recovery codes, which are shown this once.
struct FactorEnrolled {
    SignInState state;
    std::vector<std::string> recovery_codes;
};
BOOST_DESCRIBE_STRUCT(FactorEnrolled, (), (state, recovery_codes))

struct BeginEnrolment {};
BOOST_DESCRIBE_STRUCT(BeginEnrolment, (), ())
/// What a browser needs to have an authenticator make a passkey.
struct PasskeyCreation {
    std::string challenge;
    std::string rp_id;
    std::string rp_name;
    std::string user_id;
    std::string user_name;
    std::string user_display_name;
    std::vector<std::int64_t> algorithms;  ///< COSE
    std::vector<AllowedPasskey> exclude;   ///< that the account has already
    std::int64_t timeout_ms = 0;
    std::string user_verification;
    std::string resident_key;
};
BOOST_DESCRIBE_STRUCT(PasskeyCreation, (),
                      (challenge, rp_id, rp_name, user_id, user_name, user_display_name, algorithms, exclude,
                       timeout_ms, user_verification, resident_key))

/// What an authenticator answered (WebAuthn, AuthenticatorAttestationResponse).
struct Attestation {
    Bytes<1, 4096> client_data_json;
    Bytes<1, 16384> attestation_object;
    wire::List<wire::Text<1, 20>, 0, 8> transports;
};
BOOST_DESCRIBE_STRUCT(Attestation, (), (client_data_json, attestation_object, transports))
struct EnrolPasskey {
    wire::Text<1, 60> name;
    Attestation credential;
};
BOOST_DESCRIBE_STRUCT(EnrolPasskey, (), (name, credential))
struct RemovePasskey {
    PasskeyId passkey;
};
BOOST_DESCRIBE_STRUCT(RemovePasskey, (), (passkey))

struct MakeRecoveryCodes {};
BOOST_DESCRIBE_STRUCT(MakeRecoveryCodes, (), ())
struct RecoveryCodesView {
    std::vector<std::string> recovery_codes;
};
BOOST_DESCRIBE_STRUCT(RecoveryCodesView, (), (recovery_codes))

struct ChangePassword {
    NewPassword password;
};
BOOST_DESCRIBE_STRUCT(ChangePassword, (), (password))

struct ListSessions {};
BOOST_DESCRIBE_STRUCT(ListSessions, (), ())
struct SessionView {
    SessionId id;
    bool current = false;
    std::string device;
    std::string address;
    std::optional<std::string> country;  ///< of the address, ISO 3166-1 alpha-2, where it is known
    Instant created_at{};
    Instant used_at{};
};
BOOST_DESCRIBE_STRUCT(SessionView, (), (id, current, device, address, country, created_at, used_at))
struct SessionList {
    std::vector<SessionView> items;
};
BOOST_DESCRIBE_STRUCT(SessionList, (), (items))
struct EndSession {
    SessionId session;
};
BOOST_DESCRIBE_STRUCT(EndSession, (), (session))
struct EndOtherSessions {};
BOOST_DESCRIBE_STRUCT(EndOtherSessions, (), ())

struct ListApiKeys {};
BOOST_DESCRIBE_STRUCT(ListApiKeys, (), ())
struct ApiKeyView {
    ApiKeyId id;
    std::string name;
    std::vector<access::Permission> permissions;
    Instant created_at{};
    Instant expires_at{};
    std::optional<Instant> used_at;
};
BOOST_DESCRIBE_STRUCT(ApiKeyView, (), (id, name, permissions, created_at, expires_at, used_at))
struct ApiKeyList {
    std::vector<ApiKeyView> items;
    std::vector<access::Permission> permissions_possible;  ///< what a key of this account could be given
};
BOOST_DESCRIBE_STRUCT(ApiKeyList, (), (items, permissions_possible))
struct MakeApiKey {
    wire::Text<1, 60> name;
    wire::List<access::Permission, 1, 64> permissions;
    wire::Whole<1, 365> days;
};
BOOST_DESCRIBE_STRUCT(MakeApiKey, (), (name, permissions, days))
struct ApiKeyMade {
    ApiKeyId id;
    std::string name;
    std::string key;  ///< shown this once
    Instant expires_at{};
};
BOOST_DESCRIBE_STRUCT(ApiKeyMade, (), (id, name, key, expires_at))
struct EndApiKey {
    ApiKeyId api_key;
};
BOOST_DESCRIBE_STRUCT(EndApiKey, (), (api_key))

struct ReadHistory {
    std::optional<wire::Whole<1, INT64_MAX>> before;
};
BOOST_DESCRIBE_STRUCT(ReadHistory, (), (before))
struct HistoryItem {
    std::int64_t id = 0;
    Instant at{};
    std::string kind;
    std::string device;  ///< empty where somebody else did it, as the address is
    std::string address;
    std::optional<std::string> country;  ///< of the address, ISO 3166-1 alpha-2, where it is known
    bool by_staff = false;
};
BOOST_DESCRIBE_STRUCT(HistoryItem, (), (id, at, kind, device, address, country, by_staff))
struct History {
    std::vector<HistoryItem> items;    ///< newest first
    std::optional<std::int64_t> next;  ///< what to read `before` next; none at the end
};
BOOST_DESCRIBE_STRUCT(History, (), (items, next))

}  // namespace suncrew::identity
