#include "orders/house.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>

#include "identity/accounts.hpp"

namespace suncrew::orders {
const solar::Climate& climate() {
    static const solar::Climate read = [] {
        std::ifstream table{SUNCREW_DATA "/climate/cities.csv"};
        return solar::Climate::read(table);
    }();
    return read;
}

const solar::PriceBooks& price_books() {
    static const solar::PriceBooks read = solar::PriceBooks::read(SUNCREW_DATA "/price_books");
    return read;
}

const places::Gazetteer& gazetteer() {
    const char* named = std::getenv("SUNCREW_PLACES");
    static const places::Gazetteer read{named ? named : SUNCREW_PLACES};
    return read;
}

Desk::Desk(const store::ScratchDatabase& database, const Clock& clock, sealing::Keyring& keyring,
           const solar::PriceBooks& books)
    : clock_{clock},
      keyring_{keyring},
      connection_{database.connect()},
      quotes_{clock, climate(), books, gazetteer(), keyring},
      orders_{clock, keyring},
      offers_{clock, keyring},
      jobs_{clock, keyring},
      crews_{clock} {}

Quote Desk::quote(const QuoteRequest& request) {
    return store::in_transaction(*connection_, [&](store::Transaction& t) {
        return quotes_.make(access::check<Permission::make_quote>({}), request, t).view;
    });
}
Order Desk::place(AccountId customer, const PlaceOrder& command) {
    return store::in_transaction(*connection_, [&](store::Transaction& t) {
        return orders_.place(granted<Permission::place_order>(customer), command, t).view;
    });
}
Order Desk::read(AccountId customer, OrderId order) {
    store::Reading reading{*connection_};
    return orders_.read(granted<Permission::read_own_orders>(customer), {order}, reading);
}
Order Desk::move(AccountId customer, OrderId order, CustomerEvent event, int version) {
    return store::in_transaction(*connection_, [&](store::Transaction& t) {
        return orders_.move(granted<Permission::move_own_orders>(customer),
                            {order, event, Version{version}, {}}, t);
    });
}
Order Desk::waive(AccountId customer, OrderId order, int version) {
    return store::in_transaction(*connection_, [&](store::Transaction& t) {
        return orders_.waive_cooling_off(granted<Permission::move_own_orders>(customer),
                                         {order, Version{version}}, t);
    });
}
Order Desk::rate(AccountId customer, OrderId order, int stars) {
    return store::in_transaction(*connection_, [&](store::Transaction& t) {
        return orders_.rate(granted<Permission::rate_own_orders>(customer),
                            {order, wire::Whole<1, 5>{stars}, Note{"Tidy work."}}, t);
    });
}
Timeline Desk::timeline(AccountId customer, OrderId order) {
    store::Reading reading{*connection_};
    return orders_.timeline(granted<Permission::read_own_orders>(customer), {order}, reading);
}
OrderPage Desk::list(AccountId customer, const OrdersQuery& query) {
    store::Reading reading{*connection_};
    return orders_.list(granted<Permission::read_own_orders>(customer), query, reading);
}

std::vector<Offer> Desk::offers(AccountId crew) {
    store::Reading reading{*connection_};
    return offers_.list(granted<Permission::read_own_offers>(crew), {}, reading).items;
}
Job Desk::accept(AccountId crew, OfferId offer) {
    const JobStep step = store::in_transaction(*connection_, [&](store::Transaction& t) {
        return offers_.accept(granted<Permission::answer_own_offers>(crew), {offer}, t);
    });
    return job(crew, step.id);
}
void Desk::refuse(AccountId crew, OfferId offer) {
    store::in_transaction(*connection_, [&](store::Transaction& t) {
        offers_.refuse(granted<Permission::answer_own_offers>(crew), {offer, {}}, t);
    });
}
Job Desk::job(AccountId crew, OrderId job) {
    const auto who = granted<Permission::open_own_jobs>(crew);
    access::Desk desk{*connection_, who.caller(), clock_.now()};
    return jobs_.read(who, {job}, desk);
}
JobPage Desk::jobs(AccountId crew, const JobsQuery& query) {
    store::Reading reading{*connection_};
    return jobs_.list(granted<Permission::read_own_jobs>(crew), query, reading);
}
Timeline Desk::job_timeline(AccountId crew, OrderId job) {
    const auto who = granted<Permission::open_own_jobs>(crew);
    access::Desk desk{*connection_, who.caller(), clock_.now()};
    return jobs_.timeline(who, {job}, desk);
}
JobStep Desk::work(AccountId crew, const MoveJob& command) {
    return store::in_transaction(*connection_, [&](store::Transaction& t) {
        return jobs_.move(granted<Permission::move_own_jobs>(crew), command, t);
    });
}
Crew Desk::crew(AccountId account) {
    store::Reading reading{*connection_};
    return crews_.read(granted<Permission::read_own_crew>(account), {}, reading);
}
MatchingRun Desk::match() {
    return run_matching(*connection_, keyring_, clock_.now());
}

House::House()
    : migrated_{MigratedDatabase::empty(GetParam())},
      database_{migrated_.scratch()},
      keyring_{migrated_.keyring()},
      desk_{database_, clock_, keyring_} {}

AccountId House::add_account(Role role) {
    const std::string name =
        std::string{role == Role::crew ? "crew" : "customer"} + std::to_string(++accounts_);
    const identity::NewAccount account{identity::Email::parse(name + "@example.org").value(),
                                       "no password",
                                       role,
                                       name,
                                       notify::Language::en,
                                       clock_.now()};
    return store::in_transaction(desk_.connection(), [&](store::Transaction& t) {
        const AccountId id = identity::create_account(t, keyring_, account, clock_.now());
        if (role == Role::crew)
            t.run(
                "insert into totps (account, secret, last_step, created_at, confirmed_at)"
                " values (?, ?, 0, ?, ?)",
                id,
                keyring_.sealer(t, id).seal<"totps.secret">(sealing::Row{id},
                                                            crypto::Secret{"12345678901234567890"}),
                clock_.now(), clock_.now());
        return id;
    });
}

AccountId House::add_customer() {
    return add_account(Role::customer);
}

NewCrew House::usual_crew() {
    NewCrew crew;
    crew.account = add_account(Role::crew);
    crew.name = "Crew " + std::to_string(accounts_);
    crew.base = {40.42, -3.70};
    crew.radius_km = 60;
    crew.skills = {dispatch::Skill::electrical, dispatch::Skill::pitched_roof};
    crew.works_on.set();
    crew.active_jobs_max = 40;
    return crew;
}

AccountId House::keep(NewCrew crew) {
    store::in_transaction(desk_.connection(),
                          [&](store::Transaction& t) { orders::add_crew(t, crew, clock_.now()); });
    crews_.push_back(crew.account);
    return crew.account;
}

QuoteRequest House::usual_request() {
    QuoteRequest request;
    RoofPlane plane;
    plane.area_m2 = decltype(plane.area_m2){40};
    plane.tilt_deg = decltype(plane.tilt_deg){30};
    plane.azimuth_deg = decltype(plane.azimuth_deg){180};
    request.latitude = decltype(request.latitude){40.4168};
    request.longitude = decltype(request.longitude){-3.7038};
    request.roof_planes.push_back(plane);
    request.yearly_use_kwh.emplace(4000);
    return request;
}

PlaceOrder House::usual_order(QuoteId quote) const {
    PlaceOrder command;
    command.quote = quote;
    command.contact = {wire::Text<1, 100>{"Customer"}, Phone{"+12025550123"}};
    command.address = {wire::Text<1, 200>{"Example Street 1"}, wire::Text<1, 16>{"28001"},
                       wire::Text<1, 100>{"Madrid"}, *places::parse_country("ES")};
    return command;
}

Order House::place_order(AccountId customer) {
    return desk_.place(customer, usual_order(desk_.quote(usual_request()).id));
}

void House::add_unservable_orders(OrderId model, int orders) {
    std::vector<AccountId> customers;
    for (int i = 0; i < orders; i += customer_orders_max)
        customers.push_back(add_customer());
    store::in_transaction(desk_.connection(), [&](store::Transaction& t) {
        for (int i = 0; i < orders; ++i) {
            const QuoteId quote = QuoteId::make(clock_.now());
            t.run(
                R"(insert into quotes (id, country, latitude, longitude, currency, total_minor, panels, dc_kw,
                                         ac_kw, annual_kwh, skills, cooling_off_days, roof_planes, document,
                                         created_at, valid_until)
                     select ?, q.country, q.latitude, q.longitude, q.currency, q.total_minor, q.panels, q.dc_kw,
                            q.ac_kw, q.annual_kwh, q.skills, q.cooling_off_days, q.roof_planes, q.document,
                            q.created_at, q.valid_until
                     from quotes q join orders o on o.quote = q.id where o.id = ?)",
                quote, model);
            t.run(R"(insert into orders (id, customer, quote, version, state, placed_at, updated_at,
                                         waiting_since, contact_name, contact_phone, street, postcode, city,
                                         country, latitude, longitude, wished_dates, panels, dc_kw, ac_kw,
                                         annual_kwh, skills, currency, total_minor, cooling_off_ends_at,
                                         start_code_tries)
                     select ?, ?, ?, 2, 'matching', placed_at, updated_at, waiting_since, contact_name,
                            contact_phone, street, postcode, city, country, -40.0, -140.0, wished_dates, panels,
                            dc_kw, ac_kw, annual_kwh, skills, currency, total_minor, cooling_off_ends_at, 0
                     from orders where id = ?)",
                  OrderId::make(clock_.now()),
                  customers.at(static_cast<std::size_t>(i / customer_orders_max)), quote, model);
        }
    });
}

std::vector<std::pair<AccountId, OfferId>> House::open_offers(OrderId order) {
    std::vector<std::pair<AccountId, OfferId>> found;
    for (const AccountId crew : crews_)
        for (const Offer& offer : desk_.offers(crew))
            if (offer.order == order)
                found.emplace_back(crew, offer.id);
    return found;
}

House::Taken House::taken_order(AccountId customer) {
    if (crews_.empty())
        add_crew();
    const Order order = place_order(customer);
    desk_.match();
    const auto [crew, offer] = open_offers(order.id).at(0);
    desk_.accept(crew, offer);
    return {desk_.read(customer, order.id), crew};
}

JobStep House::work(AccountId crew, OrderId job, CrewEvent event) {
    const Version version{desk_.job(crew, job).version};
    return desk_.work(crew, {job, event, version, {}, {}, {}});
}

JobStep House::schedule(AccountId crew, OrderId job, CrewEvent event) {
    const Job now = desk_.job(crew, job);
    const auto soon = std::chrono::floor<std::chrono::days>(clock_.now()) + std::chrono::days{5};
    const auto may_begin = std::chrono::floor<std::chrono::days>(now.cooling_off.ends_at);
    return desk_.work(crew, {job, event, Version{now.version}, {}, {}, Date{std::max(soon, may_begin)}});
}

JobStep House::start(AccountId crew, OrderId job, const std::string& code) {
    const Version version{desk_.job(crew, job).version};
    return desk_.work(crew, {job, CrewEvent::start_work, version, {}, StartCode{code}, {}});
}

void House::bring_to_scheduled(AccountId customer, AccountId crew, OrderId order) {
    for (const CrewEvent event :
         {CrewEvent::start_survey, CrewEvent::finish_survey, CrewEvent::submit_design})
        work(crew, order, event);
    desk_.move(customer, order, CustomerEvent::approve_design, desk_.read(customer, order).version);
    work(crew, order, CrewEvent::permit_granted);
    schedule(crew, order);
}

std::int64_t House::count(store::ReadSql<OrderId> sql, OrderId order) {
    store::Reading reading{desk_.connection()};
    return reading.value<std::int64_t>(sql, order).value();
}

}  // namespace suncrew::orders
