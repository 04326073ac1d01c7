#include "orders/demo.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/refusal.hpp"
#include "orders/crews.hpp"
#include "orders/demo_people.hpp"
#include "orders/demo_story.hpp"
#include "orders/wished_dates.hpp"

namespace suncrew::orders {
namespace {

constexpr int customers = 4;

void require_empty(store::Connection& connection) {
    store::Reading reading{connection};
    if (reading.value<bool>("select exists (select 1 from accounts)").value_or(true))
        throw Refusal{Code::conflict, "demo_needs_empty_database"};
}

std::vector<Person> add_customers(const access::HashingLane& lane, sealing::Keyring& keyring, Instant now) {
    std::vector<Person> people;
    for (int i = 1; i <= customers; ++i)
        people.push_back(add_person(lane, keyring, "customer" + std::to_string(i) + "@example.org",
                                    "Customer " + std::to_string(i), access::Role::customer,
                                    i == 2 ? notify::Language::es : notify::Language::en, now));
    return people;
}

std::vector<Person> add_crews(const access::HashingLane& lane, const DemoSources& sources, Instant now) {
    std::vector<Person> people;
    for (const DemoCity& city : demo_cities) {
        const dispatch::Position centre = position_of(sources.gazetteer, city.name, city.country);
        for (int i = 0; i < city.crews; ++i) {
            const std::string number = std::to_string(i + 1);
            people.push_back(add_person(
                lane, sources.keyring, "crew-" + std::string{city.slug} + '-' + number + "@example.org",
                "Crew " + std::string{city.name} + ' ' + number, access::Role::crew, city.language, now));
            const NewCrew crew = made_up_crew("Crew " + std::string{city.name} + ' ' + number, centre, i,
                                              people.back().account, day_of(now));
            store::in_transaction(lane.connection(),
                                  [&](store::Transaction& transaction) { add_crew(transaction, crew, now); });
        }
    }
    return people;
}

std::vector<AccountId> accounts_of(const std::vector<Person>& people) {
    std::vector<AccountId> accounts;
    for (const Person& person : people)
        accounts.push_back(person.account);
    return accounts;
}

}  // namespace

DemoSignIns load_demo(const access::HashingLane& lane, const DemoSources& sources, Development) {
    require_empty(lane.connection());
    const Instant now = sources.clock.now();
    std::vector<Person> customers_made = add_customers(lane, sources.keyring, now);
    std::vector<Person> crews_made = add_crews(lane, sources, now);
    DemoStory story{lane.connection(), sources, accounts_of(customers_made), accounts_of(crews_made)};
    story.live_through_the_weeks();
    story.come_to_today();
    const AccountId shown = story.busiest_crew_with_offer();
    story.fill_a_day_of(shown);
    drop_mails(lane.connection());
    std::partition(crews_made.begin(), crews_made.end(),
                   [shown](const Person& crew) { return crew.account == shown; });
    DemoSignIns sign_ins{
        std::move(customers_made.front().sign_in), {}, add_staff(lane, sources.keyring, now)};
    for (Person& crew : crews_made)
        sign_ins.crews.push_back(std::move(crew.sign_in));
    return sign_ins;
}

}  // namespace suncrew::orders
