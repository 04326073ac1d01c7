#include "orders/figures.hpp"

#include <algorithm>
#include <map>
#include <string>

#include "orders/disclosure.hpp"
#include "orders/stored.hpp"

namespace suncrew::orders {
namespace {

using access::Granted;
using access::Permission;

/// Months counted from January of the year 0.
using MonthNumber = int;

MonthNumber month_number(std::chrono::year_month month) {
    return static_cast<int>(month.year()) * 12 + static_cast<int>(static_cast<unsigned>(month.month())) - 1;
}

std::chrono::year_month month_of(MonthNumber number) {
    return std::chrono::year{number / 12} / (number % 12 + 1);
}

/// Of a month as statements give it, such as 202605.
MonthNumber stored_month(int year_and_month) {
    return year_and_month / 100 * 12 + year_and_month % 100 - 1;
}

/// Orders of one country in one currency.
struct Market {
    places::Country country;
    Currency currency;
    auto operator<=>(const Market&) const = default;
};
using Markets = std::map<Market, std::map<MonthNumber, MonthOfMarket>>;

Market market_of(std::string_view country, std::string_view currency) {
    return {stored_country(country), stored_money(0, currency).currency};
}

/// Each row is a month of a market, so that the most rows that a statement may give last for centuries.
void add_placed(store::Reading& reading, Instant until, Markets& markets) {
    for (const auto& [country, currency, month, orders, customers] :
         reading.rows<std::string, std::string, int, std::int64_t, std::int64_t>(
             {R"(select country, currency, cast(strftime('%Y%m', placed_at / 1000, 'unixepoch') as integer),
                        count(*), count(distinct customer)
                 from orders where placed_at < ? group by 1, 2, 3)",
              R"(select country, currency,
                        extract(year_month from timestampadd(second, placed_at div 1000, '1970-01-01')),
                        count(*), count(distinct customer)
                 from orders where placed_at < ? group by 1, 2, 3)"},
             until))
        markets[market_of(country, currency)][stored_month(month)].placed = {orders, customers};
}

/// The end of an order is the move to the state that it is in: nothing moves on from there.
void add_ended(store::Reading& reading, Instant until, Markets& markets) {
    for (const auto& [country, currency, state, month, orders, customers, total_minor] :
         reading.rows<std::string, std::string, std::string, int, std::int64_t, std::int64_t, std::int64_t>(
             {R"(select o.country, o.currency, o.state,
                        cast(strftime('%Y%m', m.moved_at / 1000, 'unixepoch') as integer),
                        count(*), count(distinct o.customer), sum(o.total_minor)
                 from orders o join order_moves m on m.order_id = o.id and m.to_state = o.state
                 where o.state in ('done', 'cancelled') and m.moved_at < ? group by 1, 2, 3, 4)",
              R"(select o.country, o.currency, o.state,
                        extract(year_month from timestampadd(second, m.moved_at div 1000, '1970-01-01')),
                        count(*), count(distinct o.customer), cast(sum(o.total_minor) as signed)
                 from orders o join order_moves m on m.order_id = o.id and m.to_state = o.state
                 where o.state in ('done', 'cancelled') and m.moved_at < ? group by 1, 2, 3, 4)"},
             until)) {
        MonthOfMarket& figures = markets[market_of(country, currency)][stored_month(month)];
        if (stored_state(state) == State::done) {
            figures.completed = {orders, customers};
            figures.revenue_minor = total_minor;
        } else {
            figures.cancelled = {orders, customers};
        }
    }
}

/// What is shown of the months from `first` on and before `end`.
std::vector<ShownMonth> shown_from(const std::map<MonthNumber, MonthOfMarket>& months, MonthNumber first,
                                   MonthNumber end) {
    const MonthNumber begin = months.begin()->first;
    std::vector<MonthOfMarket> without_gap(static_cast<std::size_t>(end - begin));
    for (const auto& [number, month] : months)
        without_gap.at(static_cast<std::size_t>(number - begin)) = month;
    const std::vector<ShownMonth> all = shown_months(without_gap);
    std::vector<ShownMonth> shown;
    for (MonthNumber number = first; number < end; ++number)
        shown.push_back(number < begin ? ShownMonth{} : all[static_cast<std::size_t>(number - begin)]);
    return shown;
}

void add_market(SalesFigures& figures, const Market& market, const std::vector<ShownMonth>& shown,
                MonthNumber first) {
    if (std::all_of(shown.begin(), shown.end(), [](const ShownMonth& m) { return m == ShownMonth{}; }))
        return;
    for (MonthNumber number = first; const ShownMonth& month : shown) {
        figures.suppressed += !month.placed + !month.completed + !month.cancelled;
        FiguresOfMonth& item = figures.items.emplace_back();
        item = {
            market.country, Date{month_of(number++) / 1}, month.placed, month.completed, month.cancelled, {}};
        if (month.revenue_minor)
            item.revenue = Money{*month.revenue_minor, market.currency};
    }
}

}  // namespace

/// What happened before `until`, the end of a month.
struct Figures::History {
    Instant until;
    Instant read_at;
    Markets markets;
};

Figures::Figures(const Clock& clock) : clock_{clock} {}
Figures::~Figures() = default;

std::shared_ptr<const Figures::History> Figures::history(store::Reading& reading, Instant until) {
    const std::scoped_lock lock{mutex_};
    const Instant now = clock_.now();
    if (!kept_ || kept_->until != until || kept_->read_at + figures_kept <= now) {
        auto history = std::make_shared<History>(History{until, now, {}});
        add_placed(reading, until, history->markets);
        add_ended(reading, until, history->markets);
        kept_ = std::move(history);
    }
    return kept_;
}

SalesFigures Figures::read(Granted<Permission::read_sales_figures>, const FiguresQuery& query,
                           store::Reading& reading) {
    const Date settled{std::chrono::floor<std::chrono::days>(clock_.now() - month_settles)};
    const std::chrono::year_month running = settled.year() / settled.month();
    const auto past = history(reading, Instant{std::chrono::sys_days{running / 1}});
    SalesFigures figures{group_size_min, 0, {}};
    const MonthNumber end = month_number(running);
    const MonthNumber first =
        end - (query.months ? static_cast<int>(std::int64_t{*query.months}) : figures_months_usual);
    for (const auto& [market, months] : past->markets)
        add_market(figures, market, shown_from(months, first, end), first);
    return figures;
}

}  // namespace suncrew::orders
