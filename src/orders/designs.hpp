#pragma once

#include "access/granted.hpp"
#include "base/time.hpp"
#include "orders/design_wire.hpp"
#include "orders/household.hpp"
#include "places/gazetteer.hpp"
#include "solar/climate.hpp"
#include "solar/price_book.hpp"
#include "store/connection.hpp"

namespace suncrew::orders {

/// Systems to play with, open to everybody as quotes are. Nothing is kept and nothing is promised.
class Designs {
public:
    /// The first four outlive it.
    Designs(const Clock& clock, const solar::Climate& climate, const solar::PriceBooks& prices,
            const places::Gazetteer& gazetteer, ProvidedSky provided = {})
        : clock_{clock},
          climate_{climate},
          prices_{prices},
          gazetteer_{gazetteer},
          provided_{std::move(provided)} {}

    /// Refuses with Code::invalid what a quote is refused for, and: an area and measures, or neither
    /// ("one_of_two_needed"), a size that is not between the choices ("out_of_range"), one that makes no
    /// strings ("plane_below_shortest_string", "no_equal_strings", "too_few_inverter_inputs" and what else
    /// `solar::wire_up` refuses), a battery or a tariff that there is not ("battery_not_sold",
    /// "tariff_not_offered").
    Design make(access::Granted<access::Permission::make_quote> who, const DesignRequest& request,
                store::Reading& reading) const;

private:
    const Clock& clock_;
    const solar::Climate& climate_;
    const solar::PriceBooks& prices_;
    const places::Gazetteer& gazetteer_;
    ProvidedSky provided_;
};

}  // namespace suncrew::orders
