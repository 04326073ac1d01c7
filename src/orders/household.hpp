#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

#include "base/refusal.hpp"
#include "base/time.hpp"
#include "places/gazetteer.hpp"
#include "solar/climate.hpp"
#include "solar/consumption.hpp"
#include "solar/design.hpp"

/// What is asked alike of a household that wants a quote or a design.
namespace suncrew::orders {

/// Refuses with Code::invalid a place in the sea ("place_in_the_sea"), and another country than the place's
/// ("country_mismatch").
places::Located locate(const places::Gazetteer& gazetteer, const solar::Place& place,
                       const std::optional<places::Country>& believed);

/// Refuses with Code::invalid both or neither ("one_of_two_needed").
solar::Consumption consumption_of(std::optional<double> yearly_use_kwh,
                                  std::optional<std::int64_t> monthly_bill_minor, Currency currency);

/// Of a plane of which only the area is known, its length along the eave over that up the rafters: our
/// assumption, about that of a house of 10 m by 6.25 m.
inline constexpr double roof_shape = 1.6;

/// A rectangle of that shape.
solar::RoofSurface roof_of(double area_m2);

/// A household with its place and its clock, whose roof is still to be drawn.
solar::DesignInput household_at(const places::Located& located, const solar::Consumption& consumption,
                                const solar::PriceBook& book, Date today);

/// The hours of a place where somebody has them; null where the climate table is to do. Never waits for
/// anybody outside.
using ProvidedSky = std::function<std::shared_ptr<const solar::SkyYear>(const solar::Place&)>;

/// The system that is worth most to the household, or the one that it asks for, under the provided sky where
/// there is one. What is stated of its error, of heating and of cold cells is the climate table's in any
/// case. Refuses what `solar::Climate::at`, `solar::sky_of` and `solar::design` refuse.
solar::Design design_for(const solar::DesignInput& input, const solar::PriceBook& book,
                         const solar::Climate& climate, const ProvidedSky& provided);

/// Throws a refusal of the simulation, whose fields have names of their own, with the request's field.
[[noreturn]] void refuse_in_terms_of_request(const Refusal& refusal);

}  // namespace suncrew::orders
