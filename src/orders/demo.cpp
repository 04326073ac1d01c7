#include "orders/demo.hpp"

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

#include "base/refusal.hpp"
#include "crypto/token.hpp"
#include "identity/accounts.hpp"
#include "identity/factors_store.hpp"
#include "identity/password.hpp"
#include "orders/crews.hpp"
#include "orders/demo_story.hpp"
#include "orders/wished_dates.hpp"
#include "permits/completions.hpp"

namespace suncrew::orders {
namespace {

/// 120 random bits: short enough to be typed.
constexpr std::size_t password_length = 20;
constexpr int customers = 4;

/// Somebody of the demo, who can sign in.
struct Person {
    AccountId account;
    DemoSignIn sign_in;
};

void require_empty(store::Connection& connection) {
    store::Reading reading{connection};
    if (reading.value<bool>("select exists (select 1 from accounts)").value_or(true))
        throw Refusal{Code::conflict, "demo_needs_empty_database"};
}

/// An authenticator app for who needs one, confirmed by the code before the present one, so that the present
/// one can be used to sign in.
factors::TotpSecret enrol_totp(store::Connection& connection, sealing::Keyring& keyring, AccountId account,
                               Instant now) {
    auto secret = factors::TotpSecret::make();
    const auto before = static_cast<std::uint64_t>(factors::totp_step(now) - 1);
    const std::string code = factors::one_time_code(secret, before, factors::Digits::six);
    store::in_transaction(connection, [&](store::Transaction& transaction) {
        identity::keep_unconfirmed_totp(transaction, keyring, account, secret, now);
        if (!identity::confirm_totp(transaction, keyring, account, code, now))
            throw std::logic_error{"a one-time code of our own does not fit"};
    });
    return secret;
}

Person add_person(const access::HashingLane& lane, sealing::Keyring& keyring, const std::string& email,
                  const std::string& name, access::Role role, notify::Language language, Instant now) {
    const crypto::Secret token = crypto::make_token();
    Person person{{}, {email, role, crypto::Secret{token.expose().substr(0, password_length)}}};
    const identity::NewAccount account{identity::Email::parse(email).value(),
                                       identity::hash_password(lane, person.sign_in.password),
                                       role,
                                       name,
                                       language,
                                       now};
    person.account = store::in_transaction(lane.connection(), [&](store::Transaction& transaction) {
        return identity::create_account(transaction, keyring, account, now);
    });
    if (access::second_factor_required.contains(role))
        person.sign_in.totp = enrol_totp(lane.connection(), keyring, person.account, now);
    return person;
}

std::vector<Person> add_customers(const access::HashingLane& lane, sealing::Keyring& keyring, Instant now) {
    std::vector<Person> people;
    for (int i = 1; i <= customers; ++i)
        people.push_back(add_person(lane, keyring, "customer" + std::to_string(i) + "@example.org",
                                    "Customer " + std::to_string(i), access::Role::customer,
                                    i == 2 ? notify::Language::es : notify::Language::en, now));
    return people;
}

/// The `index`-th crew of a city: each a little apart, and not all of the same trade or on the same days.
NewCrew crew_of(const DemoCity& city, dispatch::Position centre, int index, AccountId account, Date today) {
    using dispatch::Skill;
    NewCrew crew;
    crew.account = account;
    crew.name = "Crew " + std::string{city.name} + ' ' + std::to_string(index + 1);
    crew.base = {centre.latitude_deg + 0.04 * index, centre.longitude_deg - 0.05 * index};
    crew.radius_km = 80 + 15 * index;
    crew.skills = {Skill::electrical, Skill::pitched_roof, Skill::flat_roof};
    for (const Skill more : {Skill::tile, Skill::metal, Skill::battery})
        if ((index + static_cast<int>(more)) % 2 == 0)
            crew.skills.add(more);
    if (index % 2 == 0)
        crew.skills.add(Skill::heights);
    const int first_day = index % 3 == 2 ? 1 : 0;  // Tuesday to Saturday, or Monday to Friday
    for (int day = first_day; day < first_day + 5; ++day)
        crew.works_on.set(static_cast<std::size_t>(day));
    crew.active_jobs_max = 3 + index % 2;
    for (int ahead = 20; ahead < 23; ++ahead)
        crew.days_off.push_back(Date{std::chrono::sys_days{today} + std::chrono::days{ahead + 5 * index}});
    return crew;
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
            const NewCrew crew = crew_of(city, centre, i, people.back().account, day_of(now));
            store::in_transaction(lane.connection(),
                                  [&](store::Transaction& transaction) { add_crew(transaction, crew, now); });
        }
    }
    return people;
}

std::vector<DemoSignIn> add_staff(const access::HashingLane& lane, sealing::Keyring& keyring, Instant now) {
    using access::Role;
    std::vector<DemoSignIn> sign_ins;
    for (const Role role : {Role::support, Role::sales, Role::engineer, Role::security}) {
        const std::string name{identity::role_name(role)};
        Person person = add_person(lane, keyring, name + "@example.org", "Staff " + name, role,
                                   notify::Language::en, now);
        store::in_transaction(lane.connection(), [&](store::Transaction& transaction) {
            permits::complete_course(transaction, person.account, access::nobodys_client, now);
        });
        sign_ins.push_back(std::move(person.sign_in));
    }
    return sign_ins;
}

std::vector<AccountId> accounts_of(const std::vector<Person>& people) {
    std::vector<AccountId> accounts;
    for (const Person& person : people)
        accounts.push_back(person.account);
    return accounts;
}

void drop_mails(store::Connection& connection) {
    store::in_transaction(connection,
                          [](store::Transaction& transaction) { transaction.run("delete from outbox"); });
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
    drop_mails(lane.connection());
    const AccountId shown = story.busiest_crew_with_offer();
    std::partition(crews_made.begin(), crews_made.end(),
                   [shown](const Person& crew) { return crew.account == shown; });
    DemoSignIns sign_ins{
        std::move(customers_made.front().sign_in), {}, add_staff(lane, sources.keyring, now)};
    for (Person& crew : crews_made)
        sign_ins.crews.push_back(std::move(crew.sign_in));
    return sign_ins;
}

}  // namespace suncrew::orders
