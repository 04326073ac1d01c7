#pragma once

#include <optional>
#include <string>
#include <vector>

#include "access/role.hpp"
#include "base/id.hpp"
#include "base/time.hpp"
#include "identity/sealed_columns.hpp"
#include "permits/rules.hpp"
#include "permits/sealed_columns.hpp"
#include "store/connection.hpp"

/// The tables of access grants and their approvals, in statements.
namespace suncrew::permits {

enum class GrantState : std::uint8_t { requested, approved, refused, withdrawn, expired, ended };
BOOST_DESCRIBE_ENUM(GrantState, requested, approved, refused, withdrawn, expired, ended)
/// What or who brought the last state: the clock, the holder, who decides, a security officer, or that the
/// holder's account was locked, got another role or a new enrolment link.
enum class ClosedBy : std::uint8_t { time, holder, approver, officer, standing };
BOOST_DESCRIBE_ENUM(ClosedBy, time, holder, approver, officer, standing)

/// As the tables have them, and public.
std::string_view name_of(Scope scope);
Scope scope_named(const std::string& text);
std::string_view name_of(GrantState state);
std::string_view name_of(ClosedBy by);

/// What is asked for.
struct Terms {
    Scope scope{};
    std::optional<AccountId> account{};  ///< of `contact_details`
    std::optional<OrderId> order{};      ///< of `order`
    std::chrono::minutes duration{};
};
/// What was typed with it.
struct Words {
    std::string purpose{};
    std::optional<std::string> ticket{};  ///< of `support_case`: where the customer asked
};
/// SHA-256 of both, base64url: it stands in the log, so that no others can be put in their place.
std::string digest_of(const Terms& terms, const Words& words);

/// What was typed, as it is kept. None of it is left of whom was erased, nor of what was asked for before it
/// was sealed.
struct SealedWords {
    std::optional<SealedPurpose> purpose;
    std::optional<SealedTicket> ticket;
    std::optional<SealedReason> reason;  ///< of a refusal
};

struct StoredGrant {
    GrantId id;
    AccountId holder;
    access::Role holder_role;
    identity::SealedName holder_name;
    std::int64_t holder_standing;
    /// Whether the holder's account is as it was when they asked, and the row is ours.
    bool holder_stands;
    Terms terms;
    AccountId subject;  ///< whose data it is; the holder, where it is nobody's alone
    GrantState state;
    Instant requested_at;
    Instant expires_at;  ///< unless it is decided before
    std::optional<Instant> approved_at;
    std::optional<Instant> ends_at;
    std::optional<Instant> closed_at;
    std::optional<ClosedBy> closed_by;
    SealedWords words;  ///< sealed for the subject

    /// The state that counts at this time, whatever the row says still.
    GrantState state_at(Instant now) const;
};

std::optional<StoredGrant> find_grant(store::Reading& reading, sealing::Keyring& keyring, GrantId id);
/// As many of them as are there.
std::vector<StoredGrant> find_grants(store::Reading& reading, sealing::Keyring& keyring,
                                     const std::vector<GrantId>& ids);

struct NewGrant {
    GrantId id;
    AccountId holder;
    access::Role holder_role;
    Terms terms;
    Words words;
    AccountId subject;
};
/// The holder's account row is to be held. Refuses with not_found "no_such_account" where the subject was
/// erased.
void add_grant(store::Writing& writing, sealing::Keyring& keyring, const NewGrant& grant, Instant now);
/// One that needs nobody's approval and begins at once.
void add_case(store::Writing& writing, sealing::Keyring& keyring, const NewGrant& grant, Instant now);

struct StandingApproval {
    AccountId approver;
    access::Role role;
    identity::SealedName name;
    Instant at;
};
/// The approvals that count: whoever gave one and was locked or got another role since, gave none; one that
/// bears no mark of ours nobody gave.
std::vector<StandingApproval> standing_approvals(store::Reading& reading, sealing::Keyring& keyring,
                                                 GrantId grant);
/// The approver's account row is to be held. Throws store::Duplicate for their second.
void add_approval(store::Writing& writing, sealing::Keyring& keyring, GrantId grant, AccountId approver,
                  access::Role role, Instant now);

/// Whether it waits for a decision at this time; holds its row until the transaction ends, if it does.
bool hold_request(store::Writing& writing, GrantId grant, Instant now);
/// Of a request that is held.
void approve(store::Writing& writing, sealing::Keyring& keyring, const StoredGrant& grant, Instant now);

/// Why a request is refused, for `Close`; none where the subject was erased meanwhile.
std::optional<SealedReason> sealed_reason(store::Writing& writing, sealing::Keyring& keyring,
                                          const StoredGrant& grant, const std::string& reason);

struct Close {
    GrantId grant;
    GrantState from;
    GrantState to;
    ClosedBy by;
    std::optional<SealedReason> reason{};
};
/// Whether it was in the state, and is closed now.
bool close(store::Writing& writing, const Close& close, Instant now);

}  // namespace suncrew::permits
