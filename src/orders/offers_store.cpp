#include "orders/offers_store.hpp"

#include "orders/news.hpp"
#include "orders/sealed_columns.hpp"
#include "orders/skills.hpp"

namespace suncrew::orders {
namespace {

/// More offers than this are not shown; a crew has at most as many as it may have jobs.
constexpr int offers_shown_max = 100;

}  // namespace

std::vector<Offer> list_open_offers(store::Reading& reading, AccountId crew_account, Instant now) {
    const auto rows = reading.rows<OfferId, OrderId, std::string, double, double, int, Date, int, Instant,
                                   int>(
        R"(select f.id, o.id, o.city, f.distance_km, o.dc_kw, o.panels, f.proposed_date, o.skills, f.expires_at,
                  o.version
           from crews c join offers f on f.crew = c.id join orders o on o.id = f.order_id
           where c.account = ? and f.state = 'open' and f.expires_at > ? order by f.id limit ?)",
        crew_account, now, offers_shown_max);
    std::vector<Offer> offers;
    for (const auto& [id, order, city, distance_km, dc_kw, panels, proposed_date, skills, expires_at,
                      version] : rows)
        offers.push_back({id, order, city, distance_km, dc_kw, panels, proposed_date,
                          listed(stored_skills(skills)), expires_at, version});
    return offers;
}

std::optional<StoredOffer> find_offer(store::Reading& reading, OfferId offer, AccountId crew_account) {
    const auto row = reading.one<OrderId, CrewId, Date>(
        R"(select f.order_id, f.crew, f.proposed_date from offers f join crews c on c.id = f.crew
           where f.id = ? and c.account = ?)",
        offer, crew_account);
    if (!row)
        return std::nullopt;
    const auto& [order, crew, proposed_date] = *row;
    return StoredOffer{offer, order, crew, crew_account, proposed_date};
}

bool answer_offer(store::Transaction& transaction, sealing::Keyring& keyring, OfferId offer,
                  AccountId crew_account, OfferState answer, const std::string& reason, Instant now) {
    const auto kept_reason = reason.empty()
                                 ? std::nullopt
                                 : std::optional{keyring.sealer(transaction, crew_account)
                                                     .seal<"offers.reason">(sealing::Row{offer}, reason)};
    return transaction.run(R"(update offers set state = ?, reason = ?, closed_at = ?
                              where id = ? and state = 'open' and expires_at > ?
                                    and crew in (select id from crews where account = ?))",
                           enumerator_name(answer), kept_reason, now, offer, now, crew_account) == 1;
}

void withdraw_open_offer(store::Transaction& transaction, OrderId order, Instant now) {
    const auto open = transaction.one<OfferId, AccountId>(
        R"(select f.id, c.account from offers f join crews c on c.id = f.crew
           where f.order_id = ? and f.state = 'open')",
        order);
    if (!open)
        return;
    const auto& [offer, crew_account] = *open;
    transaction.run("update offers set state = 'withdrawn', closed_at = ? where id = ? and state = 'open'",
                    now, offer);
    tell_offer(transaction, crew_account, offer, now);
}

}  // namespace suncrew::orders
