#pragma once

#include "solar/price_book.hpp"

namespace suncrew::solar {

/// The price books of the project.
inline const PriceBooks& books() {
    static const PriceBooks all = PriceBooks::read(SUNCREW_DATA "/price_books");
    return all;
}

inline Date day(int year, unsigned month, unsigned day_of_month) {
    return Date{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day_of_month}};
}

}  // namespace suncrew::solar
