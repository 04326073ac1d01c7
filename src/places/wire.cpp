#include "places/wire.hpp"

namespace suncrew::wire {

places::Country Wire<places::Country>::read_text(std::string_view text, const Path& path) {
    const auto country = places::parse_country(text);
    if (!country)
        refuse("malformed_country", path);
    return *country;
}

}  // namespace suncrew::wire
