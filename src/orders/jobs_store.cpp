#include "orders/jobs_store.hpp"

#include <cmath>

#include "orders/orders_store.hpp"
#include "orders/party_events.hpp"
#include "orders/row.hpp"
#include "orders/sealed_columns.hpp"
#include "orders/stored.hpp"

namespace suncrew::orders {

namespace {

using JobRow =
    std::tuple<AccountId, int, std::string, int, double, double, std::string, SealedName, SealedPhone,
               SealedStreet, SealedPostcode, std::string, std::string, double, double, SealedPosition,
               std::string, std::optional<SealedNote>, Instant, std::optional<Instant>, std::optional<Date>,
               std::optional<Date>, std::optional<std::string>, Instant, std::optional<Instant>>;

/// A crew needs the house while it works on it, and for a while after, should something be wrong; unless its
/// owner wants to be forgotten.
bool over_for_crew(State state, Instant updated_at, const std::optional<Instant>& erased_at, Instant now) {
    return erased_at || state == State::cancelled || (state == State::done && updated_at <= now - house_kept);
}

/// To about 10 km.
double vague(double degrees) {
    return std::round(degrees * 10) / 10;
}

Job job_of(access::Desk& desk, sealing::Keyring& keyring, OrderId id, JobRow&& row, Instant now) {
    auto& [customer, version, state, panels, dc_kw, ac_kw, roof_planes, contact_name, contact_phone, street,
           postcode, city, country, latitude, longitude, position, wished_dates, note, cooling_off_ends_at,
           cooling_off_waived_at, visit_date, installation_date, held_by, updated_at, erased_at] = row;
    Job job;
    job.id = id;
    job.version = version;
    job.state = stored_state(state);
    job.waits_for = waits_for(job.state);
    job.panels = panels;
    job.dc_kw = dc_kw;
    job.ac_kw = ac_kw;
    job.roof_planes = {std::move(roof_planes)};
    job.address.city = std::move(city);
    job.address.country = stored_country(country);
    if (over_for_crew(job.state, updated_at, erased_at, now)) {
        job.latitude = vague(latitude);
        job.longitude = vague(longitude);
    } else {
        const sealing::Row here{id};
        const auto opener =
            keyring.opener(desk.reading(), desk.open(customer, access::Opened::house), customer);
        job.contact = {opener.open(here, contact_name), opener.open(here, contact_phone)};
        job.address.street = opener.open(here, street);
        job.address.postcode = opener.open(here, postcode);
        job.note = opener.open(here, note);
        const sealing::Position spot = opener.open(here, position);
        job.latitude = spot.latitude;
        job.longitude = spot.longitude;
    }
    job.wished_dates = split(wished_dates);
    job.cooling_off = {cooling_off_ends_at, cooling_off_waived_at};
    job.visit_date = visit_date;
    job.installation_date = installation_date;
    const auto holder = held_by ? std::optional{stored_party(*held_by)} : std::nullopt;
    job.moves = party_events<CrewEvent>(job.state, Party::crew, holder);
    return job;
}

}  // namespace

JobStep step_of(const Standing& standing) {
    return {standing.id,
            standing.version,
            standing.state,
            waits_for(standing.state),
            standing.visit_date,
            standing.installation_date,
            party_events<CrewEvent>(standing.state, Party::crew,
                                    standing.hold ? std::optional{standing.hold->by} : std::nullopt)};
}

std::optional<Job> read_job(access::Desk& desk, sealing::Keyring& keyring, OrderId id, AccountId crew_account,
                            Instant now) {
    auto row = RowOf<JobRow>::one(
        desk.reading(),
        R"(select o.customer, o.version, o.state, o.panels, o.dc_kw, o.ac_kw, q.roof_planes, o.contact_name, o.contact_phone,
                  o.street, o.postcode, o.city, o.country, o.latitude, o.longitude, o.position, o.wished_dates, o.note,
                  o.cooling_off_ends_at, o.cooling_off_waived_at, o.visit_date, o.installation_date,
                  o.held_by, o.updated_at, a.erased_at
           from orders o join crews c on c.id = o.crew join quotes q on q.id = o.quote
                join accounts a on a.id = o.customer
           where o.id = ? and c.account = ?)",
        id, crew_account);
    if (!row)
        return std::nullopt;
    return job_of(desk, keyring, id, *std::move(row), now);
}

std::optional<JobHouse> house_of_job(store::Reading& reading, OrderId job, AccountId crew_account,
                                     Instant now) {
    const auto row = reading.one<AccountId, std::string, Instant, std::optional<Instant>>(
        "select o.customer, o.state, o.updated_at, a.erased_at from orders o join crews c on c.id = o.crew"
        " join accounts a on a.id = o.customer where o.id = ? and c.account = ?",
        job, crew_account);
    if (!row)
        return std::nullopt;
    const auto& [customer, state, updated_at, erased_at] = *row;
    return JobHouse{customer, over_for_crew(stored_state(state), updated_at, erased_at, now)};
}

std::vector<JobSummary> list_jobs(store::Reading& reading, AccountId crew_account,
                                  std::optional<OrderId> cursor, int limit) {
    const auto rows = reading.rows<OrderId, std::string, std::string, double, std::optional<Date>, Instant>(
        R"(select id, state, city, dc_kw, installation_date, updated_at from orders
           where crew = (select id from crews where account = ?) and id < ? order by id desc limit ?)",
        crew_account, cursor.value_or(after_all_orders()), limit);
    std::vector<JobSummary> jobs;
    for (const auto& [id, state_name, city, dc_kw, installation_date, updated_at] : rows) {
        const State state = stored_state(state_name);
        jobs.push_back({id, state, city, dc_kw, installation_date, waits_for(state), updated_at});
    }
    return jobs;
}

bool count_start_code_try(store::Transaction& transaction, OrderId job, int version, CrewId crew) {
    return transaction.run(R"(update orders set start_code_tries = start_code_tries + 1
                              where id = ? and version = ? and crew = ? and start_code_tries < ?)",
                           job, version, crew, StartCode::tries_max) == 1;
}

int start_code_tries(store::Reading& reading, OrderId job) {
    return reading.value<int>("select start_code_tries from orders where id = ?", job).value_or(0);
}

int reschedules_since(store::Reading& reading, OrderId job, Instant since) {
    return *reading.value<int>(
        "select count(*) from order_moves where order_id = ? and event = ? and moved_at > ?", job,
        name(Event::reschedule), since);
}

}  // namespace suncrew::orders
