#pragma once

#include <optional>
#include <string>

#include "base/id.hpp"
#include "base/time.hpp"
#include "sealing/keyring.hpp"
#include "store/connection.hpp"

namespace suncrew::orders {

/// What of an order says whom it is for and where; what is absent stays as it is. The place of the house on
/// the map stays in any case: another house is another quote.
struct HouseEdit {
    std::optional<std::string> contact_name{};
    std::optional<std::string> contact_phone{};
    std::optional<std::string> street{};
    std::optional<std::string> postcode{};
    std::optional<std::string> note{};
};

/// Writes it, with a new version, and tells both sides at once. Refuses with conflict "order_ended" what has
/// ended, and with not_found "order_not_found" what is not the customer's.
void edit_house(store::Writing& writing, sealing::Keyring& keyring, OrderId order, AccountId customer,
                const HouseEdit& edit, Instant now);

/// What finds an order by its telephone number.
sealing::BlindIndex phone_index(sealing::Keyring& keyring, const std::string& phone);

}  // namespace suncrew::orders
