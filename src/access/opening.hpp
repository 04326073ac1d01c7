#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include <boost/describe/enum.hpp>

#include "access/granted.hpp"
#include "base/time.hpp"
#include "sealing/may_open.hpp"
#include "store/connection.hpp"

namespace suncrew::access {

/// Work of the program itself that opens what is sealed, without a person behind it who would see it.
enum class Work : std::uint8_t {
    signing_in,  ///< compares a code or a password's words with what is kept
    post,        ///< writes and delivers letters to the person whom they are about
    quoting,     ///< shows a quote to who has its id, and makes an order of it
    naming,      ///< tells colleagues by whose name, and with what words, something was asked for
    applying,    ///< compares and writes over what somebody else has approved
    upkeep,      ///< gives what an earlier version has kept its present form
};

/// What of somebody's is opened, as the log tells it.
enum class Opened : std::uint8_t {
    house,    ///< name, telephone, address, position and note of an order
    moves,    ///< what was written with the steps of an order
    contact,  ///< name and e-mail of an account
    change,   ///< what support proposes to change, as it is and as it would be
};
BOOST_DESCRIBE_ENUM(Opened, house, moves, contact, change)

/// How long an entry stands for the same person opening the same once more.
inline constexpr std::chrono::minutes opening_stands{15};

/// Makes the proofs without which nothing sealed is opened.
class Opening {
public:
    /// Of the caller's own data: no entry.
    template <Permission P>
    static sealing::MayOpen own(const Granted<P>& who) {
        return sealing::MayOpen{{sealing::Subject{who.account()}}};
    }
    /// Of data that the account's own session or key has asked for, at the edge.
    static sealing::MayOpen own(const Caller& caller) {
        return sealing::MayOpen{{sealing::Subject{caller.account.value()}}};
    }
    static sealing::MayOpen of(Work) { return sealing::MayOpen{}; }

private:
    friend class Desk;
    static sealing::MayOpen others(std::span<const AccountId> whose);
};

/// What a handler gets whose permission opens other people's data (`Trail::opening`): it reads, and opens by
/// an entry that is committed before there is a proof.
class Desk {
public:
    Desk(store::Connection& connection, const Caller& caller, Instant now)
        : connection_{connection}, reading_{connection}, caller_{caller}, now_{now} {}
    Desk(const Desk&) = delete;
    Desk& operator=(const Desk&) = delete;

    store::Reading& reading() { return reading_; }
    /// Leaves an entry with each person's account, unless one by the same caller of the same kind is younger
    /// than `opening_stands`, and then gives the proof. The caller's own data need none.
    sealing::MayOpen open(std::span<const AccountId> whose, Opened what);
    sealing::MayOpen open(AccountId whose, Opened what) { return open(std::span{&whose, 1}, what); }
    /// The same, with an entry each time: of what it is asked later whether somebody has looked.
    sealing::MayOpen open_each_time(AccountId whose, Opened what);
    /// Leaves an entry of a search for somebody of whom nobody knows.
    void found_nobody();
    /// Opens by an access grant: `live` gives one that has an `id()`, or none, of a `store::Reading&`, and is
    /// asked in the transaction of the entry, which names it. None, and no entry, where there is none.
    /// Each time has its entry.
    template <class Live>
    std::optional<sealing::MayOpen> open_by_grant(AccountId whose, Opened what, Live live) {
        const bool recorded = store::in_transaction(connection_, [&](store::Transaction& transaction) {
            const auto grant = live(transaction);
            if (grant)
                record_opening(transaction, whose, what, grant->id());
            return grant.has_value();
        });
        return recorded ? std::optional{Opening::others(std::span{&whose, 1})} : std::nullopt;
    }

private:
    void record_opening(store::Transaction& transaction, AccountId whose, Opened what,
                        const std::optional<GrantId>& grant);

    store::Connection& connection_;
    store::Reading reading_;
    const Caller& caller_;
    Instant now_;
};

}  // namespace suncrew::access
