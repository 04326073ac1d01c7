#include "places/search.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace suncrew::places {
namespace {

struct Candidate {
    std::int64_t id = 0;
    double score = 0;
    Found found;
};

/// How well a name fits, in powers of ten of population: a city that is called exactly so outranks one that
/// merely begins so, unless that one has 300 times the people.
constexpr double is_named_so = 3.0;
constexpr double is_also_named_so = 1.5;
constexpr double begins_so = 0.5;
constexpr double also_begins_so = 0.25;
constexpr double has_the_words = 0.0;
/// Below it the size of a place says nothing; many have no figure at all.
constexpr double population_least = 1000;

/// Adds the most populous `limit` cities that match and are not there yet. Ids are in order of population,
/// and the index gives its rows in order of the id, so it is left after `limit` rows however many match.
void add_cities(std::vector<Candidate>& candidates, store::Reading& reading, const std::string& expression,
                double fit, int limit) {
    const auto rows = reading.rows<std::int64_t, std::string, std::string, std::string, std::int64_t,
                                   std::int64_t, std::int64_t>(
        "select place.id, name, region, place.country, latitude, longitude, population "
        "from search join place on place.id = search.rowid "
        "where search match ? order by search.rowid limit ?",
        expression, limit);
    for (const auto& [id, name, region, country, latitude, longitude, population] : rows) {
        const auto same = [place = id](const Candidate& candidate) { return candidate.id == place; };
        if (std::any_of(candidates.begin(), candidates.end(), same))
            continue;
        const double size = std::max(static_cast<double>(population), population_least);
        candidates.push_back({id, fit + std::log10(size),
                              Found{name, region, parse_country(country).value(), Kind::city,
                                    static_cast<double>(latitude) / micro,
                                    static_cast<double>(longitude) / micro, population}});
    }
}

/// Postcodes from `first` on that begin with it.
void add_postcodes(std::vector<Found>& found, store::Reading& reading, const std::string& first,
                   std::optional<Country> country, int limit) {
    const std::string_view wanted = country ? country->text() : std::string_view{};
    const auto rows =
        reading.rows<std::string, std::string, std::string, std::string, std::int64_t, std::int64_t>(
            "select code, place, region, country, latitude, longitude from postcode "
            "where code >= ? and code < ? and (? = '' or country = ?) order by code limit ?",
            first, first + '~', wanted, wanted, limit);
    for (const auto& [code, place, region, in, latitude, longitude] : rows)
        found.push_back({code, region.empty() ? place : place + ", " + region, parse_country(in).value(),
                         Kind::postcode, static_cast<double>(latitude) / micro,
                         static_cast<double>(longitude) / micro, 0});
}

std::vector<Candidate> find_cities(store::Reading& reading, const Query& query,
                                   std::optional<Country> country, int limit) {
    std::vector<Candidate> candidates;
    add_cities(candidates, reading, query.equal("whole", country), is_named_so, limit);
    add_cities(candidates, reading, query.equal("other", country), is_also_named_so, limit);
    add_cities(candidates, reading, query.beginning("whole", country), begins_so, limit);
    add_cities(candidates, reading, query.beginning("other", country), also_begins_so, limit);
    add_cities(candidates, reading, query.all_words(country), has_the_words, limit);
    std::stable_sort(candidates.begin(), candidates.end(),
                     [](const Candidate& a, const Candidate& b) { return a.score > b.score; });
    return candidates;
}

}  // namespace

std::vector<Found> find_places(store::Reading& reading, const Query& query, std::optional<Country> country,
                               int limit) {
    std::vector<Found> found;
    if (query.empty())
        return found;
    if (const auto zip = query.zip())
        add_postcodes(found, reading, *zip, country, limit);
    if (const auto area = query.sorting_area())
        add_postcodes(found, reading, *area, country, limit);
    for (Candidate& candidate : find_cities(reading, query, country, limit))
        found.push_back(std::move(candidate.found));
    found.resize(std::min(found.size(), static_cast<std::size_t>(limit)));
    return found;
}

}  // namespace suncrew::places
