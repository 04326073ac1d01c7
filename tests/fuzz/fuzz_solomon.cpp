// Any bytes as Solomon's text: refused with the line, or a problem whose visits are the customers' lines.
#include <algorithm>

#include "base/refusal.hpp"
#include "property.hpp"
#include "routing/solomon.hpp"

using namespace suncrew;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::text_of(data, size);
    (void)routing::is_solomon(text);
    try {
        const routing::Problem problem = routing::read_solomon(text);
        fuzz::must_hold(problem.visits.size() <= static_cast<std::size_t>(std::ranges::count(text, '\n')) + 1,
                        "a visit is a line");
        fuzz::must_hold(problem.travel.places() == problem.visits.size() + 1, "each visit has its place");
        for (const auto& visit : problem.visits)
            fuzz::must_hold(visit.service >= 0 && visit.windows.at(0).from <= visit.windows.at(0).to &&
                                visit.delivery.at(0) >= 0,
                            "durations, windows and demands are in order");
    } catch (const Refusal& refusal) {
        fuzz::must_hold(refusal.field().starts_with("line "), "a refusal names its line");
    }
    return 0;
}
