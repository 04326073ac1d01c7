#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/money.hpp"
#include "orders/order_wire.hpp"
#include "orders/state.hpp"

/// What columns say. Each throws store::Fault for what no column of ours can hold.
namespace suncrew::orders {

State stored_state(std::string_view name);
Event stored_event(std::string_view name);
Party stored_party(std::string_view name);
Money stored_money(std::int64_t amount_minor, std::string_view currency);
places::Country stored_country(std::string_view code);
Contact stored_contact(std::string&& name, std::string&& phone);
Address stored_address(std::string&& street, std::string&& postcode, std::string&& city,
                       std::string_view country);

/// The mean of a crew's stars to two decimals; none for a crew that nobody has rated.
std::optional<double> mean_rating(std::int64_t stars, std::int64_t ratings);

}  // namespace suncrew::orders
