#include "orders/priced.hpp"

namespace suncrew::orders {

Money rounded_money(double amount, const solar::PriceBook& book) {
    return {std::llround(amount * 100), book.currency};
}

Price price_of(const std::vector<solar::PriceLine>& lines, const Money& total, const solar::PriceBook& book) {
    Price price{{}, total};
    for (const solar::PriceLine& line : lines) {
        const auto label = line.key == "modules" ? std::optional{book.module.name} : std::nullopt;
        price.lines.push_back({std::string{line.key}, label, line.amount});
    }
    return price;
}

}  // namespace suncrew::orders
