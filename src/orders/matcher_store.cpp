#include "orders/matcher_store.hpp"

#include <algorithm>
#include <set>

#include "orders/matcher.hpp"
#include "orders/skills.hpp"
#include "orders/stored.hpp"

namespace suncrew::orders {
namespace {

using dispatch::AvailableCrew;
using dispatch::OpenOrder;

/// So few crews are read at a time that a year of days off of each fits into one select.
constexpr int crews_a_page = 25;
static_assert(crews_a_page * dispatch::wish_days_ahead_max < static_cast<int>(store::rows_max));
/// So many crews are looked at for those who can work, and no more.
constexpr int crews_read_max = 10'000;

/// Answers to offers tell for so long what a crew will make of the next.
constexpr std::chrono::days answers_count_for{90};

/// Past offers are read in pages, and not more of them. Who is missed is stopped by the key of the offers, at
/// the latest.
constexpr int past_offers_a_page = 5'000;
constexpr int past_offers_pages_max = 40;

/// The past offers that still bind, after those of `after`, by order and crew.
std::vector<std::tuple<OrderId, CrewId>> binding_offers(store::Reading& reading, const std::string& orders,
                                                        std::tuple<OrderId, CrewId> after, Instant now) {
    const auto& [order, crew] = after;
    return reading.rows<OrderId, CrewId>({R"(select order_id, crew from offers
            where order_id in (select unhex(value) from json_each(?))
                  and (state <> 'expired' or closed_at > ?)
                  and (order_id > ? or (order_id = ? and crew > ?))
            order by order_id, crew limit ?)",
                                          R"(select order_id, crew from offers
            where order_id in (select unhex(j.value)
                               from json_table(?, '$[*]' columns(value text path '$')) j)
                  and (state <> 'expired' or closed_at > ?)
                  and (order_id > ? or (order_id = ? and crew > ?))
            order by order_id, crew limit ?)"},
                                         orders, Instant{now - offer_pause}, order, order, crew,
                                         past_offers_a_page);
}

void add_decliners(store::Reading& reading, std::vector<OpenOrder>& orders, Instant now) {
    std::vector<OrderId> ids;
    std::map<OrderId, OpenOrder*> order_of;
    for (OpenOrder& order : orders) {
        ids.push_back(order.id);
        order_of[order.id] = &order;
    }
    const std::string listed = store::json_list(std::span<const OrderId>{ids});
    std::tuple<OrderId, CrewId> after{};
    for (int page = 0; page < past_offers_pages_max; ++page) {
        const auto offers = binding_offers(reading, listed, after, now);
        for (const auto& [order, crew] : offers)
            order_of.at(order)->declined_by.push_back(crew);
        if (static_cast<int>(offers.size()) < past_offers_a_page)
            return;
        after = offers.back();
    }
}

/// So many surveys a crew makes on a day, and no installation besides: our assumption, as a survey takes an
/// hour and a quarter and crews drive up to two hours for one.
constexpr int surveys_a_day_max = 3;

/// One page of crews, to be filled in by what the other tables say of them.
class CrewPage {
public:
    CrewPage(store::Reading& reading, CrewsAtHand& at_hand, CrewId after) : reading_{reading} {
        const auto rows = reading.rows<CrewId, AccountId, double, double, double, int, int, int, std::int64_t,
                                       std::int64_t, bool>(
            R"(select c.id, c.account, c.latitude, c.longitude, c.radius_km, c.skills, c.working_days,
                      c.active_jobs_max, c.rating_sum, c.rating_count,
                      exists (select 1 from accounts a where a.id = c.account and a.locked_at is null
                                                             and a.email_verified_at is not null
                                                             and (exists (select 1 from passkeys p
                                                                          where p.account = a.id
                                                                            and p.suspended_at is null)
                                                                  or exists (select 1 from totps t
                                                                             where t.account = a.id
                                                                               and t.confirmed_at is not null)))
               from crews c where c.id > ? order by c.id limit ?)",
            after, crews_a_page);
        crews_.reserve(rows.size());
        for (const auto& [id, account, latitude, longitude, radius_km, skills, works_on, jobs_max, stars,
                          ratings, can_sign_in] : rows) {
            if (!can_sign_in)
                kept_out_.insert(id);
            at_hand.account_of[id] = account;
            crews_.push_back({id,
                              {latitude, longitude},
                              radius_km,
                              stored_skills(skills),
                              dispatch::Weekdays{static_cast<unsigned>(works_on)},
                              {},
                              0,
                              static_cast<unsigned>(jobs_max),
                              0,
                              mean_rating(stars, ratings),
                              {}});
        }
    }

    bool empty() const { return crews_.empty(); }
    CrewId last() const { return crews_.back().id; }
    int size() const { return static_cast<int>(crews_.size()); }

    /// Adds the crews that can be offered something: not those whose account is locked or who have not
    /// enrolled yet. They leave last, since the statements below find their rows as well.
    void add_to(CrewsAtHand& at_hand, std::size_t limit) const {
        for (const AvailableCrew& crew : crews_)
            if (!kept_out_.contains(crew.id) && at_hand.crews.size() < limit)
                at_hand.crews.push_back(crew);
    }

    void add_days_off(Date today) {
        const Date last{std::chrono::sys_days{today} + std::chrono::days{dispatch::wish_days_ahead_max}};
        for (const auto& [id, day] : reading_.rows<CrewId, Date>(
                 "select crew, day from crew_days_off where crew between ? and ? and day > ? and day <= ?",
                 crews_.front().id, crews_.back().id, today, last))
            crew(id).days_taken.push_back(day);
        for (const auto& [id, first, end] : reading_.rows<CrewId, Date, Date>(
                 R"(select crew, first_day, last_day from crew_absences
                    where crew between ? and ? and last_day > ? and taken_back_at is null)",
                 crews_.front().id, crews_.back().id, today))
            for (auto day = std::chrono::sys_days{first}; day <= std::chrono::sys_days{std::min(end, last)};
                 day += std::chrono::days{1})
                crew(id).days_taken.push_back(Date{day});
    }

    void add_jobs() {
        for (const auto& [id, visit, installation] :
             reading_.rows<CrewId, std::optional<Date>, std::optional<Date>>(
                 R"(select crew, visit_date, installation_date from orders
                    where crew between ? and ? and state not in ('done', 'cancelled'))",
                 crews_.front().id, crews_.back().id)) {
            AvailableCrew& busy = crew(id);
            ++busy.active_jobs;
            if (visit)
                add_survey(busy, *visit);
            if (installation)
                busy.days_taken.push_back(*installation);
        }
    }

    void add_answers(Date today) {
        const Instant since = std::chrono::sys_days{today} - answers_count_for;
        for (const auto& [id, accepted, answered] : reading_.rows<CrewId, std::int64_t, std::int64_t>(
                 R"(select crew, count(case when state = 'accepted' then 1 end), count(*) from offers
                    where crew between ? and ? and state in ('accepted', 'declined', 'expired')
                          and closed_at > ? group by crew)",
                 crews_.front().id, crews_.back().id, since))
            crew(id).answers = {static_cast<unsigned>(accepted), static_cast<unsigned>(answered - accepted)};
    }

    void add_open_offers() {
        for (const auto& [id, day] : reading_.rows<CrewId, Date>(
                 "select crew, proposed_date from offers where crew between ? and ? and state = 'open'",
                 crews_.front().id, crews_.back().id)) {
            ++crew(id).open_offers;
            add_survey(crew(id), day);
        }
    }

private:
    /// The last one that fits fills the day.
    void add_survey(AvailableCrew& busy, Date day) {
        if (++surveys_[{busy.id, day}] == surveys_a_day_max)
            busy.days_taken.push_back(day);
    }

    AvailableCrew& crew(CrewId id) {
        return *std::lower_bound(crews_.begin(), crews_.end(), id,
                                 [](const AvailableCrew& a, CrewId b) { return a.id < b; });
    }

    store::Reading& reading_;
    std::vector<AvailableCrew> crews_;  ///< by id
    std::set<CrewId> kept_out_;
    std::map<std::pair<CrewId, Date>, int> surveys_;
};

}  // namespace

bool anything_due(store::Reading& reading, Instant now) {
    return *reading.value<bool>(
        R"(select exists (select 1 from orders where state = 'placed')
                  or exists (select 1 from offers where state = 'open' and expires_at <= ?))",
        now);
}

std::vector<StoredOffer> expired_offers(store::Reading& reading, Instant now, int limit) {
    std::vector<StoredOffer> offers;
    for (const auto& [id, order, crew, account, day] :
         reading.rows<OfferId, OrderId, CrewId, AccountId, Date>(
             R"(select f.id, f.order_id, f.crew, c.account, f.proposed_date
                from offers f join crews c on c.id = f.crew
                where f.state = 'open' and f.expires_at <= ? order by f.expires_at limit ?)",
             now, limit))
        offers.push_back({id, order, crew, account, day});
    return offers;
}

std::vector<OrderId> placed_orders(store::Reading& reading, int limit) {
    std::vector<OrderId> orders;
    for (const auto& [id] :
         reading.rows<OrderId>("select id from orders where state = 'placed' order by id limit ?", limit))
        orders.push_back(id);
    return orders;
}

bool order_changed_since(store::Reading& reading, Instant since) {
    return *reading.value<bool>("select exists (select 1 from orders where updated_at > ?)", since);
}

std::vector<OpenOrder> open_orders(store::Reading& reading, const QueuePlace& after, Instant now, int limit) {
    std::vector<OpenOrder> orders;
    for (const auto& [id, latitude, longitude, skills, wished_dates, waiting_since] :
         reading.rows<OrderId, double, double, int, std::string, Instant>(
             R"(select id, latitude, longitude, skills, wished_dates, waiting_since
                from (select id, latitude, longitude, skills, wished_dates, waiting_since,
                             row_number() over (partition by customer order by waiting_since, id) as place
                      from orders where state = 'matching') waiting
                where place <= ? and (waiting_since > ? or (waiting_since = ? and id > ?))
                order by waiting_since, id limit ?)",
             customer_orders_max, after.waiting_since, after.waiting_since, after.order, limit))
        orders.push_back(
            {id, {latitude, longitude}, stored_skills(skills), split(wished_dates), waiting_since, {}});
    if (!orders.empty())
        add_decliners(reading, orders, now);
    return orders;
}

CrewsAtHand available_crews(store::Reading& reading, Date today, int limit) {
    CrewsAtHand at_hand;
    const auto wanted = static_cast<std::size_t>(limit);
    CrewId after{};
    for (int read = 0; read < crews_read_max && at_hand.crews.size() < wanted;) {
        CrewPage page{reading, at_hand, after};
        if (page.empty())
            break;
        page.add_days_off(today);
        page.add_jobs();
        page.add_open_offers();
        page.add_answers(today);
        page.add_to(at_hand, wanted);
        after = page.last();
        read += page.size();
    }
    return at_hand;
}

}  // namespace suncrew::orders
