#include "orders/stored.hpp"

#include <algorithm>
#include <cmath>

#include "store/errors.hpp"

namespace suncrew::orders {
namespace {

template <class T>
T need(std::optional<T> value, std::string_view text) {
    if (!value)
        throw store::Fault{"a column holds what it cannot: " + std::string{text}};
    return *std::move(value);
}

}  // namespace

State stored_state(std::string_view name) {
    return need(state_named(name), name);
}
Event stored_event(std::string_view name) {
    return need(event_named(name), name);
}
Party stored_party(std::string_view name) {
    return need(party_named(name), name);
}

Money stored_money(std::int64_t amount_minor, std::string_view currency) {
    Money money{amount_minor, {}};
    if (currency.size() != money.currency.code.size())
        throw store::Fault{"a column holds no currency"};
    std::copy(currency.begin(), currency.end(), money.currency.code.begin());
    return money;
}

places::Country stored_country(std::string_view code) {
    return need(places::parse_country(code), code);
}

Contact stored_contact(std::string&& name, std::string&& phone) {
    return {wire::Text<1, 100>{std::move(name)}, Phone{std::move(phone)}};
}

Address stored_address(std::string&& street, std::string&& postcode, std::string&& city,
                       std::string_view country) {
    return {wire::Text<1, 200>{std::move(street)}, wire::Text<1, 16>{std::move(postcode)},
            wire::Text<1, 100>{std::move(city)}, stored_country(country)};
}

std::optional<double> mean_rating(std::int64_t stars, std::int64_t ratings) {
    if (ratings == 0)
        return std::nullopt;
    return std::round(100.0 * static_cast<double>(stars) / static_cast<double>(ratings)) / 100;
}

}  // namespace suncrew::orders
