#include "roads/protocol.hpp"

#include <array>
#include <cstdio>
#include <stdexcept>
#include <string>

#include <boost/json/serialize.hpp>

#include "base/refusal.hpp"
#include "wire/parse.hpp"

namespace suncrew::roads {
namespace {

namespace json = boost::json;

/// A hundredth of a degree is what is told; see `Roads`.
std::string degrees(double angle) {
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), "%.2f", angle);
    return text.data();
}

[[noreturn]] void unreadable(const std::string& what) {
    throw std::runtime_error{"no table of ways: " + what};
}

json::value parsed(std::string_view answer) {
    try {
        return wire::parse(answer);
    } catch (const Refusal& refusal) {
        unreadable(refusal.reason());
    }
}

const json::array& array_of(const json::value* value, std::size_t size, const char* name) {
    const json::array* const array = value == nullptr ? nullptr : value->if_array();
    if (array == nullptr || array->size() != size)
        unreadable(std::string{name} + " is not as long as what was asked for");
    return *array;
}

/// None for a null. False for NaN, too.
std::optional<double> figure(const json::value* value, double most, const char* name) {
    if (value == nullptr || value->is_null())
        return std::nullopt;
    const double number = value->is_number() ? value->to_number<double>() : -1;
    if (!(number >= 0 && number <= most))
        unreadable(std::string{name} + " has a figure that is none");
    return number;
}

std::optional<Driven> way_of(std::optional<double> seconds, std::optional<double> metres) {
    if (!seconds || !metres)
        return std::nullopt;
    return Driven{*seconds, *metres};
}

json::array positions_of(std::span<const dispatch::Position> positions) {
    json::array list;
    for (const dispatch::Position& position : positions)
        list.push_back(json::object{{"lat", std::stod(degrees(position.latitude_deg))},
                                    {"lon", std::stod(degrees(position.longitude_deg))}});
    return list;
}

}  // namespace

egress::HttpsRequest Osrm::ask(std::span<const dispatch::Position> sources,
                               std::span<const dispatch::Position> targets) const {
    std::string places;
    std::string from;
    std::string to;
    std::size_t index = 0;
    const auto add = [&](std::span<const dispatch::Position> positions, std::string& indices) {
        for (const dispatch::Position& position : positions) {
            places += (places.empty() ? "" : ";") + degrees(position.longitude_deg) + ',' +
                      degrees(position.latitude_deg);
            indices += (indices.empty() ? "" : ";") + std::to_string(index++);
        }
    };
    add(sources, from);
    add(targets, to);
    return {.path = path_ + "/table/v1/driving/" + places + "?annotations=duration,distance&sources=" + from +
                    "&destinations=" + to};
}

Ways Osrm::read(std::string_view answer, std::size_t sources, std::size_t targets) const {
    const json::value document = parsed(answer);
    const json::object* const table = document.if_object();
    const json::value* const code = table == nullptr ? nullptr : table->if_contains("code");
    if (code == nullptr || *code != "Ok")
        unreadable("its code is not Ok");
    const json::array& durations = array_of(table->if_contains("durations"), sources, "durations");
    const json::array& distances = array_of(table->if_contains("distances"), sources, "distances");
    Ways ways;
    for (std::size_t i = 0; i < sources; ++i) {
        const json::array& row = array_of(&durations[i], targets, "durations");
        const json::array& far = array_of(&distances[i], targets, "distances");
        for (std::size_t j = 0; j < targets; ++j)
            ways.push_back(
                way_of(figure(&row[j], seconds_max, "durations"), figure(&far[j], metres_max, "distances")));
    }
    return ways;
}

egress::HttpsRequest Valhalla::ask(std::span<const dispatch::Position> sources,
                                   std::span<const dispatch::Position> targets) const {
    const json::object body{{"sources", positions_of(sources)},
                            {"targets", positions_of(targets)},
                            {"costing", "auto"},
                            {"units", "kilometers"}};
    const std::string text = json::serialize(body);
    return {.method = egress::Method::post,
            .path = path_ + "/sources_to_targets",
            .headers = {{"Content-Type", "application/json"}},
            .body = crypto::Secret{std::string_view{text}}};
}

Ways Valhalla::read(std::string_view answer, std::size_t sources, std::size_t targets) const {
    const json::value document = parsed(answer);
    const json::object* const table = document.if_object();
    const json::array& rows = array_of(table == nullptr ? nullptr : table->if_contains("sources_to_targets"),
                                       sources, "sources_to_targets");
    Ways ways;
    for (const json::value& row : rows)
        for (const json::value& cell : array_of(&row, targets, "sources_to_targets")) {
            const json::object* const way = cell.if_object();
            if (way == nullptr)
                unreadable("a way is no object");
            const auto km = figure(way->if_contains("distance"), metres_max / 1000, "distance");
            ways.push_back(way_of(figure(way->if_contains("time"), seconds_max, "time"),
                                  km ? std::optional{*km * 1000} : std::nullopt));
        }
    return ways;
}

}  // namespace suncrew::roads
