#include "orders/matcher.hpp"

#include <exception>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/log.hpp"
#include "base/refusal.hpp"
#include "orders/matcher_store.hpp"
#include "orders/move.hpp"
#include "orders/news.hpp"
#include "orders/offering.hpp"
#include "store/lease.hpp"

namespace suncrew::orders {
namespace {

constexpr int ended_offers_max = 500;
/// Held while orders that nobody can take are left alone; never given back, it runs out.
constexpr std::string_view rest = "matching_rest";

void log_failure(const OrderId& order, const std::exception& error) {
    const std::string id = to_string(order);
    log::error("matching_failed",
               {{"order", std::string_view{id}}, {"detail", std::string_view{error.what()}}});
}

/// One small change in a transaction of its own; false where somebody else was faster or it failed, and
/// nothing has changed: what one order lacks keeps no other from being matched.
template <class Work>
bool attempt(store::Connection& connection, const OrderId& order, const Work& work) {
    try {
        store::in_transaction(connection, work);
        return true;
    } catch (const store::Unavailable&) {
        throw;
    } catch (const store::Conflict&) {
        return false;
    } catch (const Refusal& refusal) {
        if (refusal.code() != Code::conflict)
            log_failure(order, refusal);
        return false;
    } catch (const std::exception& error) {
        log_failure(order, error);
        return false;
    }
}

void expire(store::Transaction& transaction, sealing::Keyring& keyring, const StoredOffer& offer,
            Instant now) {
    if (transaction.run("update offers set state = 'expired', closed_at = ? where id = ? and state = 'open'",
                        now, offer.id) == 0)
        throw Refusal{Code::conflict, "offer_closed"};
    tell_offer(transaction, offer.crew_account, offer.id, now);
    const Move move{Event::expire, Mover::system(), {}, now};
    const Standing before = need_any(transaction, offer.order);
    keep(transaction, keyring, before, moved(before, move), move);
}

/// The offers to be made now.
struct Plan {
    std::vector<dispatch::Offer> offers;
    std::map<CrewId, AccountId> account_of;
    bool orders_wait = false;
};

/// Orders that nobody can take are passed over, page by page, so that they do not stand before the others.
Plan plan(store::Reading& reading, Instant now) {
    Plan planned;
    auto orders = open_orders(reading, {}, now, matched_orders_max);
    planned.orders_wait = !orders.empty();
    if (orders.empty())
        return planned;
    const Date today = day_of(now);
    CrewsAtHand at_hand = available_crews(reading, today, matched_crews_max);
    for (int page = 0; page < matched_pages_max && !orders.empty(); ++page) {
        planned.offers = dispatch::match(orders, at_hand.crews, today);
        if (!planned.offers.empty() || static_cast<int>(orders.size()) < matched_orders_max)
            break;
        orders =
            open_orders(reading, {orders.back().waiting_since, orders.back().id}, now, matched_orders_max);
    }
    planned.account_of = std::move(at_hand.account_of);
    return planned;
}

/// Whether there is anything to do. To find that there is not writes nothing but the rest, once in a while.
bool work_to_do(store::Connection& connection, Instant now) {
    store::Reading reading{connection};
    if (anything_due(reading, now))
        return true;
    const bool settled = !order_changed_since(reading, now - change_settles);
    if (settled && store::Lease::held(reading, rest, now))
        return false;
    const Plan planned = plan(reading, now);
    if (!planned.offers.empty())
        return true;
    if (settled && planned.orders_wait)
        store::Lease::take_for_good(connection, rest, now);
    return false;
}

class Run {
public:
    Run(store::Connection& connection, sealing::Keyring& keyring, Instant now)
        : connection_{connection}, keyring_{keyring}, now_{now} {}

    void end_offers() {
        store::Reading reading{connection_};
        for (const StoredOffer& offer : expired_offers(reading, now_, ended_offers_max))
            count(run_.expired, attempt(connection_, offer.order, [&](store::Transaction& transaction) {
                      expire(transaction, keyring_, offer, now_);
                  }));
    }

    void begin_to_seek() {
        store::Reading reading{connection_};
        for (const OrderId order : placed_orders(reading, matched_orders_max))
            count(run_.sought, attempt(connection_, order, [&](store::Transaction& transaction) {
                      seek(transaction, keyring_, order, now_);
                  }));
    }

    void make_offers() {
        store::Reading reading{connection_};
        const Plan planned = plan(reading, now_);
        for (const dispatch::Offer& offer : planned.offers)
            count(run_.offered, attempt(connection_, offer.order, [&](store::Transaction& transaction) {
                      make_offer(transaction, keyring_, offer, planned.account_of.at(offer.crew), now_);
                  }));
    }

    const MatchingRun& result() const { return run_; }

private:
    void count(int& done, bool succeeded) { ++(succeeded ? done : run_.lost); }

    store::Connection& connection_;
    sealing::Keyring& keyring_;
    Instant now_;
    MatchingRun run_;
};

}  // namespace

MatchingRun run_matching(store::Connection& connection, sealing::Keyring& keyring, Instant now) {
    if (!work_to_do(connection, now))
        return {};
    const auto lease = store::Lease::take(connection, "matching", now);
    if (!lease)
        return {.led = false};
    Run run{connection, keyring, now};
    run.end_offers();
    run.begin_to_seek();
    run.make_offers();
    return run.result();
}

}  // namespace suncrew::orders
