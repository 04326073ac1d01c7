// Any text as a date: what is read is an existing day of the years that there are, and written as it came.
#include "base/time.hpp"
#include "property.hpp"

using namespace suncrew;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace std::chrono;
    const std::string_view text = fuzz::text_of(data, size);
    if (const auto date = parse_date(text)) {
        fuzz::must_hold(date->ok(), "the day exists");
        fuzz::must_hold(date->year() >= year{1900} && date->year() <= year{2200},
                        "the year is within bounds");
        fuzz::must_hold(to_string(*date) == text, "a date is written as it was read");
    }
    if (size >= 2) {
        // 65536 days from 1970 on end in 2149.
        const Date day{sys_days{days{data[0] * 256 + data[1]}}};
        fuzz::must_hold(parse_date(to_string(day)) == day, "a date is read as it was written");
    }
    return 0;
}
