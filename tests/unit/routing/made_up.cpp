#include "routing/made_up.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "routing/random.hpp"

namespace suncrew::routing::testing {
namespace {

namespace json = boost::json;

constexpr std::size_t places = 12;
constexpr std::int64_t day = 36'000;

class Maker {
public:
    explicit Maker(std::uint64_t seed) : random_{seed}, tables_{seed % 2 == 1}, own_{seed % 4 >= 2} {}

    json::object problem() {
        json::object made{{"vehicles", json::array{}}, {"jobs", json::array{}}, {"shipments", json::array{}}};
        if (tables_)
            made["matrices"] = {{"car", {{"durations", table()}, {"distances", table()}}},
                                {"truck", {{"durations", table()}, {"costs", table()}}}};
        for (std::int64_t id = 1; id <= 1 + below(5); ++id)
            made["vehicles"].as_array().push_back(vehicle(id));
        for (std::int64_t id = 1; id <= below(25); ++id)
            made["jobs"].as_array().push_back(job(id));
        if (own_)
            add_own(made);
        for (std::int64_t id = 1; id <= below(8); ++id)
            made["shipments"].as_array().push_back(shipment(id));
        return made;
    }

private:
    std::int64_t below(std::size_t end) { return static_cast<std::int64_t>(random_.below(end)); }
    bool one_in(std::size_t count) { return random_.below(count) == 0; }

    json::array table() {
        json::array rows;
        for (std::size_t i = 0; i < places; ++i) {
            json::array row;
            for (std::size_t k = 0; k < places; ++k)
                row.push_back(i == k ? 0 : below(4000));
            rows.push_back(std::move(row));
        }
        return rows;
    }

    void put_place(json::object& out, const std::string& name, const std::string& index) {
        if (tables_)
            out[index] = below(places);
        else
            out[name] = {2 + static_cast<double>(below(40)) / 100, 41 + static_cast<double>(below(40)) / 100};
    }

    json::array windows() {
        json::array list;
        for (std::int64_t from = below(day / 2); from < day && list.size() < 3; from += 1 + below(day / 2)) {
            const std::int64_t to = from + below(7000);
            list.push_back({from, to});
            from = to;
        }
        return list;
    }

    json::array skills(std::size_t each_in) {
        json::array list;
        for (std::int64_t skill = 0; skill < 3; ++skill)
            if (one_in(each_in))
                list.push_back(skill);
        return list;
    }

    json::object visit(std::int64_t id) {
        json::object out{{"id", id}, {"service", below(900)}};
        put_place(out, "location", "location_index");
        if (one_in(3))
            out["setup"] = below(600);
        if (one_in(2))
            out["time_windows"] = windows();
        return out;
    }

    json::object job(std::int64_t id) {
        json::object out = visit(id);
        out["delivery"] = {below(5), below(3)};
        out["pickup"] = {below(4), below(3)};
        out["skills"] = skills(6);
        out["priority"] = below(5);
        return out;
    }

    json::object shipment(std::int64_t id) {
        return {{"pickup", visit(id)},
                {"delivery", visit(100 + id)},
                {"amount", {below(6), below(3)}},
                {"skills", skills(8)}};
    }

    json::object vehicle(std::int64_t id) {
        const std::int64_t from = below(day / 3);
        json::object out{
            {"id", id},
            {"capacity", {6 + below(12), 4 + below(8)}},
            {"skills", skills(2)},
            {"time_window", {from, from + day / 3 + below(day / 2)}},
            {"costs", {{"fixed", below(2000)}, {"per_hour", 1800 + below(3600)}, {"per_km", 100}}}};
        if (!one_in(4))
            put_place(out, "start", "start_index");
        if (!one_in(4))
            put_place(out, "end", "end_index");
        if (one_in(3))
            out["speed_factor"] = 0.7 + static_cast<double>(below(8)) / 10;
        if (one_in(3))
            out["max_tasks"] = 1 + below(8);
        if (one_in(3))
            out["max_travel_time"] = 4000 + below(20'000);
        if (tables_ && one_in(2))
            out["profile"] = "truck";
        json::array breaks;
        for (std::int64_t number = 1; number <= below(4); ++number) {
            const std::int64_t begins = from + number * 5000;
            breaks.push_back({{"id", number},
                              {"service", below(2000)},
                              {"time_windows", {{begins, begins + 1000 + below(4000)}}}});
        }
        out["breaks"] = std::move(breaks);
        return out;
    }

    /// Two crews, or three, on several days; chains of jobs, and promises.
    void add_own(json::object& made) {
        made["suncrew"] = {{"evenness", below(3) * 100}};
        json::array& vehicles = made["vehicles"].as_array();
        for (json::value& vehicle : vehicles)
            if (!one_in(5))
                vehicle.as_object()["suncrew"] = {{"crew", below(3)}, {"day", below(4)}};
        json::array& jobs = made["jobs"].as_array();
        for (std::size_t i = 0; i < jobs.size(); ++i) {
            json::object own;
            if (i > 0 && one_in(2)) {
                const std::int64_t days = 1 + below(2);
                own["after"] = {{"job", jobs[i - 1].at("id")},
                                {"days", {days, days + below(3)}},
                                {"same_crew", one_in(2)},
                                {"whole", one_in(2)}};
            }
            if (one_in(3))
                own["promised"] = {{"vehicle", vehicles[random_.below(vehicles.size())].at("id")},
                                   {"firm", one_in(3)},
                                   {"other_crew_cost", below(2000)},
                                   {"other_day_cost", below(2000)}};
            if (one_in(4))
                own["not_crews"] = {below(3)};
            own["cost_per_day"] = below(2) * 100;
            jobs[i].as_object()["suncrew"] = std::move(own);
        }
    }

    Random random_;
    bool tables_;
    bool own_;
};

}  // namespace

std::string made_up_problem(std::uint64_t seed) {
    return json::serialize(Maker{seed}.problem());
}

}  // namespace suncrew::routing::testing
