#include "orders/wished_dates.hpp"

#include "base/refusal.hpp"
#include "store/errors.hpp"

namespace suncrew::orders {
namespace {

constexpr std::size_t date_length = 10;

}  // namespace

std::string joined(const WishedDates& dates) {
    std::string text;
    for (const Date date : dates) {
        if (!text.empty())
            text += ',';
        text += to_string(date);
    }
    return text;
}

WishedDates split(std::string_view text) {
    WishedDates dates;
    for (std::size_t at = 0; at < text.size(); at += date_length + 1) {
        const auto date = parse_date(text.substr(at, date_length));
        const std::size_t end = at + date_length;
        if (!date || (end < text.size() && text[end] != ','))
            throw store::Fault{"wished dates are not a list of dates"};
        dates.push_back(*date);
    }
    return dates;
}

void check_date(Date date, Date first, const std::string& field) {
    const auto ahead = std::chrono::sys_days{date} - std::chrono::sys_days{first};
    if (ahead < std::chrono::days{0})
        throw Refusal{Code::invalid, "date_passed", field};
    if (ahead > ahead_max)
        throw Refusal{Code::invalid, "date_too_far", field};
}

}  // namespace suncrew::orders
