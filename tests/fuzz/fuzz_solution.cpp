// Any bytes as a solution to be checked: refused, or held against the problem, with a bounded list of what is
// wrong.
#include "base/refusal.hpp"
#include "property.hpp"
#include "routing/check.hpp"
#include "routing/vroom_input.hpp"

using namespace suncrew;

namespace {

const routing::Problem& problem() {
    static const routing::Problem read = routing::read_vroom(
        R"({"vehicles":[{"id":1,"start_index":0,"capacity":[2],"breaks":[{"id":1,"service":5}]}],)"
        R"("jobs":[{"id":1,"location_index":1,"delivery":[1]}],)"
        R"("shipments":[{"pickup":{"id":1,"location_index":0},"delivery":{"id":1,"location_index":1},"amount":[1]}],)"
        R"("matrices":{"car":{"durations":[[0,7],[7,0]]}}})");
    return read;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try {
        const auto violations = routing::check(problem(), fuzz::text_of(data, size));
        fuzz::must_hold(violations.size() <= routing::violations_listed_max + 1, "the list is bounded");
    } catch (const Refusal& refusal) {
        fuzz::must_hold(!refusal.reason().empty(), "a refusal has a reason");
    }
    return 0;
}
