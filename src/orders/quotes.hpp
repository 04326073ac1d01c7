#pragma once

#include <chrono>

#include "access/granted.hpp"
#include "base/time.hpp"
#include "http/answers.hpp"
#include "orders/household.hpp"
#include "orders/quote_wire.hpp"
#include "places/gazetteer.hpp"
#include "sealing/keyring.hpp"
#include "solar/climate.hpp"
#include "solar/price_book.hpp"
#include "store/connection.hpp"

namespace suncrew::orders {

/// How long a quote can be ordered at its price.
inline constexpr std::chrono::days quote_valid{30};

/// How long a quote that nobody ordered is kept after its end, so that it can still be looked at.
inline constexpr std::chrono::days quote_kept{30};

/// Deletes quotes that ended `quote_kept` ago and were not ordered, a batch of them; how many.
std::int64_t delete_old_quotes(store::Transaction& transaction, Instant now);

/// Firm offers for roofs, open to everybody: whoever knows a quote's id may see it and order it. It holds no
/// name and no street, and where the roof is stands sealed with the key of its day.
class Quotes {
public:
    /// The first five outlive it.
    Quotes(const Clock& clock, const solar::Climate& climate, const solar::PriceBooks& prices,
           const places::Gazetteer& gazetteer, sealing::Keyring& keyring, ProvidedSky provided = {})
        : clock_{clock},
          climate_{climate},
          prices_{prices},
          gazetteer_{gazetteer},
          keyring_{keyring},
          provided_{std::move(provided)} {}

    /// Simulates, prices and keeps a quote. Refuses with Code::invalid: a place in the sea
    /// ("place_in_the_sea"), another country than the place's ("country_mismatch"), a country without prices
    /// ("country_not_served"), a place without climate ("place_without_climate"), both or neither of use and
    /// bill ("one_of_two_needed"), a bill below the standing charge ("bill_too_low"), a roof on which nothing
    /// fits, or nothing that could be wired ("roof_too_small").
    http::Created<Quote> make(access::Granted<access::Permission::make_quote> who,
                              const QuoteRequest& request, store::Transaction& transaction) const;

    /// The quote as it was given: to whoever has its id until it is ordered, to its customer alone from then
    /// on, as the order's row names it. Refuses an unknown one, and another's, as "quote_not_found".
    ReadyJson<Quote> read(access::Granted<access::Permission::read_quote> who, const QuoteQuery& query,
                          store::Reading& reading) const;

    /// Where we sell today.
    Markets markets(access::Granted<access::Permission::make_quote> who, const MarketsQuery& query,
                    store::Reading& reading) const;

private:
    const Clock& clock_;
    const solar::Climate& climate_;
    const solar::PriceBooks& prices_;
    const places::Gazetteer& gazetteer_;
    sealing::Keyring& keyring_;
    ProvidedSky provided_;
};

}  // namespace suncrew::orders
