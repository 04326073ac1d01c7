// Solomon's instances in DATA/vrptw, against the best distances that are known (best_known.csv: instance,
// distance): each plan holds by the check, and the mean gap is under 1 %. A fixed number of iterations, about
// a second's on two processors of today, gives the same plans everywhere.
#include "routing/solomon.hpp"

#include <iomanip>

#include "base/csv.hpp"
#include "routing/check.hpp"
#include "routing/plan.hpp"
#include "routing/solve.hpp"
#include "routing/vroom_output.hpp"
#include "validate/cases.hpp"

namespace {

using namespace suncrew;

constexpr std::uint64_t iterations = 40'000;
constexpr double mean_gap_max = 0.01;

std::string text_in(const std::filesystem::path& path) {
    std::ifstream file{path};
    return {std::istreambuf_iterator<char>{file}, {}};
}

/// How much longer than the best known the plan is, as a share of it.
double gap(validate::Cases& cases, const std::filesystem::path& file, double best_known) {
    const auto problem = routing::read_solomon(text_in(file));
    const auto plan = routing::plan_of(
        problem,
        routing::solve(problem, routing::Budget::of_iterations(iterations), {.seed = 1, .threads = 2}));
    const auto violations = routing::check(problem, routing::vroom_solution(problem, plan));
    cases.expect(violations.empty(), file.string() + (violations.empty() ? "" : ": " + violations.front()));
    cases.expect(plan.left_out.empty(), file.string() + ": everybody is visited");
    double distance = 0;
    for (const auto& route : plan.routes)
        distance += route.steps.back().distance;
    std::cout << file.stem().string() << ' ' << distance << ", best known " << best_known << '\n';
    return distance / best_known - 1;
}

}  // namespace

int main(int, char** argv) {
    const std::filesystem::path data = std::filesystem::path{argv[1]} / "vrptw";
    validate::Cases cases;
    std::cout << std::fixed << std::setprecision(2);
    const std::string list = text_in(data / "best_known.csv");
    Lines lines{list};
    lines.next();  // the heading
    double gaps = 0;
    int instances = 0;
    while (const auto line = lines.next()) {
        const auto fields = CsvLine::read(*line, 8).fields;
        gaps += gap(cases, data / (fields.at(0).text + ".txt"), std::stod(fields.at(1).text));
        ++instances;
    }
    std::cout << "mean gap " << 100 * gaps / instances << " % over " << instances << " instances\n";
    cases.expect(gaps / instances < mean_gap_max, "the mean gap to the best known is under 1 %");
    return cases.end("Solomon's instances");
}
