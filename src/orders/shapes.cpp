#include "orders/shapes.hpp"

#include <string>

#include "orders/disclosure.hpp"
#include "orders/stored.hpp"

namespace suncrew::orders {
namespace {

/// Of a month as statements give it, such as 202605.
std::chrono::year_month stored_month(int year_and_month) {
    return std::chrono::year{year_and_month / 100} / (year_and_month % 100);
}

void read_orders(store::Reading& reading, Shapes& shapes) {
    for (
        const auto& [country, month, state, orders, customers] :
        reading.rows<std::string, int, std::string, std::int64_t, std::int64_t>(
            {R"(select country, cast(strftime('%Y%m', placed_at / 1000, 'unixepoch') as integer), state,
                        count(*), count(distinct customer)
                 from orders group by 1, 2, 3 order by 2, 1, 3)",
             R"(select country, extract(year_month from timestampadd(second, placed_at div 1000, '1970-01-01')),
                        state, count(*), count(distinct customer)
                 from orders group by 1, 2, 3 order by 2, 1, 3)"})) {
        if (customers < group_size_min)
            ++shapes.left_out;
        else
            shapes.orders.push_back(
                {stored_country(country), stored_month(month), stored_state(state), orders});
    }
}

void read_sizes(store::Reading& reading, Shapes& shapes) {
    for (const auto& [country, tens, orders, customers] :
         reading.rows<std::string, int, std::int64_t, std::int64_t>(
             {R"(select country, panels / 10, count(*), count(distinct customer)
                 from orders group by 1, 2 order by 1, 2)",
              R"(select country, panels div 10, count(*), count(distinct customer)
                 from orders group by 1, 2 order by 1, 2)"})) {
        if (customers < group_size_min)
            ++shapes.left_out;
        else
            shapes.sizes.push_back({stored_country(country), tens, orders});
    }
}

std::int64_t told(std::int64_t people) {
    return people < group_size_min ? 0 : people;
}

}  // namespace

Shapes shapes_of(store::Reading& reading) {
    Shapes shapes;
    read_orders(reading, shapes);
    read_sizes(reading, shapes);
    shapes.customers =
        told(reading.value<std::int64_t>("select count(distinct customer) from orders").value());
    shapes.crews = told(reading.value<std::int64_t>("select count(*) from crews").value());
    return shapes;
}

}  // namespace suncrew::orders
