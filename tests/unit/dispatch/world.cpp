#include "dispatch/world.hpp"

#include <random>

namespace suncrew::dispatch::testing {
namespace {

class Maker {
public:
    Maker(std::uint64_t seed, std::size_t towns) : random_{seed} {
        for (std::size_t i = 0; i < towns; ++i)
            towns_.push_back({40 + 12 * fraction(), -5 + 18 * fraction()});
    }

    OpenOrder order(std::uint32_t number, std::size_t crews) {
        OpenOrder order;
        order.id = numbered<OrderId>(number);
        order.position = near_a_town();
        order.skills_needed = skills(15);
        for (int wishes = below(3) == 0 ? 1 + below(4) : 0; wishes > 0; --wishes)
            order.wished_dates.push_back(in_days(below(40) - 3));
        order.waiting_since = std::chrono::sys_days{in_days(-below(30))} + std::chrono::hours{below(24)};
        for (int decliners = below(3); decliners > 0 && crews > 0; --decliners)
            order.declined_by.push_back(
                numbered<CrewId>(static_cast<std::uint32_t>(below(static_cast<int>(crews)))));
        return order;
    }

    AvailableCrew crew(std::uint32_t number) {
        AvailableCrew crew;
        crew.id = numbered<CrewId>(number);
        crew.base = near_a_town();
        crew.radius_km = 10 + 90 * fraction();
        crew.skills = skills(75);
        crew.works_on = Weekdays{0b0011111};
        crew.works_on.set(5, below(3) == 0);
        for (int taken = below(60); taken > 0; --taken)
            crew.days_taken.push_back(in_days(below(60)));
        crew.active_jobs_max = static_cast<unsigned>(below(5));
        crew.active_jobs = static_cast<unsigned>(below(3));
        crew.open_offers = static_cast<unsigned>(below(2));
        if (below(3) != 0)
            crew.rating = 1 + 4 * fraction();
        return crew;
    }

private:
    int below(int end) { return static_cast<int>(random_() % static_cast<std::uint64_t>(end)); }
    double fraction() { return static_cast<double>(random_() >> 11) * 0x1p-53; }

    Position near_a_town() {
        const Position town = towns_[static_cast<std::size_t>(below(static_cast<int>(towns_.size())))];
        return {town.latitude_deg + fraction() - 0.5, town.longitude_deg + fraction() - 0.5};
    }

    SkillSet skills(int percent_each) {
        SkillSet set;
        for (std::uint32_t bit = 0; bit < 7; ++bit)
            if (below(100) < percent_each)
                set.add(static_cast<Skill>(bit));
        return set;
    }

    std::mt19937_64 random_;
    std::vector<Position> towns_;
};

}  // namespace

World made_up_world(std::uint64_t seed, std::size_t orders, std::size_t crews) {
    Maker maker{seed, 1 + orders / 20};
    World world;
    for (std::size_t i = 0; i < orders; ++i)
        world.orders.push_back(maker.order(static_cast<std::uint32_t>(i), crews));
    for (std::size_t i = 0; i < crews; ++i)
        world.crews.push_back(maker.crew(static_cast<std::uint32_t>(i)));
    return world;
}

}  // namespace suncrew::dispatch::testing
