#include "orders/demo_people.hpp"

#include <array>
#include <stdexcept>
#include <utility>

#include "audit/security_events.hpp"
#include "crypto/token.hpp"
#include "identity/accounts.hpp"
#include "identity/factors_store.hpp"
#include "identity/password.hpp"
#include "permits/completions.hpp"

namespace suncrew::orders {
namespace {

/// 120 random bits: short enough to be typed.
constexpr std::size_t password_length = 20;

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

}  // namespace

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
        const AccountId id = identity::create_account(transaction, keyring, account, now);
        // The log tells who gave a role to whom; of these, that they are made up.
        if (role != access::Role::customer)
            audit::record(transaction, {.kind = audit::EventKind::account_created,
                                        .at = now,
                                        .account = id,
                                        .acted_as = audit::Party::system,
                                        .after = "made up " + std::string{identity::role_name(role)}});
        return id;
    });
    if (access::second_factor_required.contains(role))
        person.sign_in.totp = enrol_totp(lane.connection(), keyring, person.account, now);
    return person;
}

NewCrew made_up_crew(const std::string& name, dispatch::Position centre, int index, AccountId account,
                     Date today) {
    using dispatch::Skill;
    NewCrew crew;
    crew.account = account;
    crew.name = name;
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
    crew.active_jobs_max = 5 + index % 2;
    for (int ahead = 20; ahead < 23; ++ahead)
        crew.days_off.push_back(Date{std::chrono::sys_days{today} + std::chrono::days{ahead + 5 * index}});
    return crew;
}

std::vector<DemoSignIn> add_staff(const access::HashingLane& lane, sealing::Keyring& keyring, Instant now) {
    using access::Role;
    constexpr std::array<std::pair<const char*, Role>, 5> staff{{{"support", Role::support},
                                                                 {"sales", Role::sales},
                                                                 {"engineer", Role::engineer},
                                                                 {"security", Role::security},
                                                                 {"security2", Role::security}}};
    std::vector<DemoSignIn> sign_ins;
    for (const auto& [word, role] : staff) {
        const std::string name{word};
        Person person = add_person(lane, keyring, name + "@example.org", "Staff " + name, role,
                                   notify::Language::en, now);
        store::in_transaction(lane.connection(), [&](store::Transaction& transaction) {
            permits::complete_course(transaction, person.account, access::nobodys_client, now);
        });
        sign_ins.push_back(std::move(person.sign_in));
    }
    return sign_ins;
}

void drop_mails(store::Connection& connection) {
    store::in_transaction(connection,
                          [](store::Transaction& transaction) { transaction.run("delete from outbox"); });
}

}  // namespace suncrew::orders
