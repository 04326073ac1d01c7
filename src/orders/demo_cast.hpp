#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "dispatch/skill.hpp"
#include "notify/language.hpp"
#include "orders/party_events.hpp"

/// Who and what the demo shows. Everything here is made up; the places are real cities.
namespace suncrew::orders {

struct DemoCity {
    std::string_view name;
    std::string_view slug;  ///< for e-mail addresses
    std::string_view country;
    int crews;
    notify::Language language;
};

inline constexpr std::array demo_cities{
    DemoCity{"Madrid", "madrid", "ES", 4, notify::Language::es},
    DemoCity{"Barcelona", "barcelona", "ES", 3, notify::Language::es},
    DemoCity{"Valencia", "valencia", "ES", 3, notify::Language::es},
    DemoCity{"Sevilla", "sevilla", "ES", 2, notify::Language::es},
    DemoCity{"Lisbon", "lisbon", "PT", 2, notify::Language::en},
    DemoCity{"Lyon", "lyon", "FR", 3, notify::Language::en},
    DemoCity{"Paris", "paris", "FR", 2, notify::Language::en},
    DemoCity{"Berlin", "berlin", "DE", 3, notify::Language::en},
    DemoCity{"Munich", "munich", "DE", 2, notify::Language::en},
    DemoCity{"Milan", "milan", "IT", 2, notify::Language::en},
    DemoCity{"Phoenix", "phoenix", "US", 2, notify::Language::en},
    DemoCity{"Austin", "austin", "US", 2, notify::Language::en},
};

/// One order of the demo: where, whose, and how far it goes once a crew has it.
struct DemoOrder {
    std::string_view city;
    std::string_view country;
    int customer;  ///< index of the customer
    double tilt_deg;
    std::vector<Event> path;  ///< after the acceptance
};

/// The orders that find a crew, one for each state from there on, and a few more.
std::vector<DemoOrder> demo_orders();

}  // namespace suncrew::orders
