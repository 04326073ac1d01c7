// Any bytes as VROOM's input: refused, or a problem within its bounds that is solved to a plan that holds.
#include "base/refusal.hpp"
#include "property.hpp"
#include "routing/check.hpp"
#include "routing/plan.hpp"
#include "routing/solve.hpp"
#include "routing/vroom_input.hpp"
#include "routing/vroom_output.hpp"

using namespace suncrew;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try {
        const routing::Problem problem = routing::read_vroom(fuzz::text_of(data, size));
        for (const auto& vehicle : problem.vehicles)
            fuzz::must_hold(vehicle.capacity.size() == problem.dimensions,
                            "each vehicle has every dimension");
        const auto sequences = routing::solve(problem, routing::Budget::of_iterations(3), {});
        const std::string solution = routing::vroom_solution(problem, routing::plan_of(problem, sequences));
        fuzz::must_hold(routing::check(problem, solution).empty(), "a plan holds");
    } catch (const Refusal& refusal) {
        fuzz::must_hold(!refusal.reason().empty(), "a refusal has a reason");
    }
    return 0;
}
