#include <chrono>
#include <fstream>
#include <iostream>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>

#include <CLI/CLI.hpp>

#include "base/mapped_file.hpp"
#include "base/refusal.hpp"
#include "commands/commands.hpp"
#include "routing/check.hpp"
#include "routing/solomon.hpp"
#include "routing/solve.hpp"
#include "routing/vroom_input.hpp"
#include "routing/vroom_output.hpp"

namespace suncrew::commands {
namespace {

using routing::Budget;

constexpr std::size_t file_bytes_max = std::size_t{512} << 20U;
constexpr double seconds_max = 86'400;
/// Of the time given, what is kept for writing the plan: a share, and some for each visit.
constexpr double writing_share = 0.02;
constexpr double writing_seconds_each = 15e-6;

struct SolveFiles {
    std::string problem;
    std::optional<std::string> output;
    double seconds = 10;
    std::optional<std::uint64_t> iterations;
    routing::SolveOptions options{.threads = 2};
};

struct CheckFiles {
    std::string problem;
    std::string solution;
};

std::string_view text_of(const MappedFile& file) {
    return {reinterpret_cast<const char*>(file.bytes().data()), file.bytes().size()};
}

/// Reads a file, and says of a refusal where in it the mistake is.
template <class Read>
auto read_file(const std::string& name, Read read) {
    try {
        const MappedFile file{name, file_bytes_max};
        return read(text_of(file));
    } catch (const Unmapped& unmapped) {
        throw std::runtime_error{name + ": " + unmapped.what()};
    } catch (const Refusal& refusal) {
        throw std::runtime_error{name + ": " + (refusal.field().empty() ? "" : refusal.field() + ": ") +
                                 refusal.reason() +
                                 (refusal.detail().empty() ? "" : " (" + refusal.detail() + ")")};
    }
}

routing::Problem read_problem(const std::string& name) {
    return read_file(name, [](std::string_view text) {
        return routing::is_solomon(text) ? routing::read_solomon(text) : routing::read_vroom(text);
    });
}

Budget budget_of(const SolveFiles& files, const routing::Problem& problem, Budget::Clock::time_point start) {
    if (files.iterations)
        return Budget::of_iterations(*files.iterations);
    const double writing =
        files.seconds * writing_share + writing_seconds_each * static_cast<double>(problem.visits.size());
    const std::chrono::duration<double> searching{std::max(files.seconds - writing, files.seconds / 2)};
    return Budget::until(start, start + std::chrono::duration_cast<Budget::Clock::duration>(searching));
}

void solve(const SolveFiles& files) {
    const auto start = Budget::Clock::now();
    const routing::Problem problem = read_problem(files.problem);
    const auto sequences = routing::solve(problem, budget_of(files, problem, start), files.options);
    const std::string solution =
        routing::vroom_solution(problem, routing::plan_of(problem, sequences)) + "\n";
    if (!files.output) {
        std::cout << solution << std::flush;
        return;
    }
    std::ofstream out{*files.output, std::ios::binary};
    out << solution << std::flush;
    if (!out)
        throw std::runtime_error{*files.output + ": cannot be written"};
}

void check(const CheckFiles& files) {
    const routing::Problem problem = read_problem(files.problem);
    const auto violations =
        read_file(files.solution, [&](std::string_view text) { return routing::check(problem, text); });
    for (const std::string& violation : violations)
        std::cout << violation << '\n';
    if (!violations.empty())
        throw std::runtime_error{"the solution does not hold"};
    std::cout << "the solution holds\n";
}

void add_solve(CLI::App& dispatch) {
    auto files = std::make_shared<SolveFiles>();
    auto* command =
        dispatch.add_subcommand("solve", "plan routes: VROOM's JSON or Solomon's text in, VROOM's JSON out");
    command->add_option("file", files->problem, "the problem")->required()->check(CLI::ExistingFile);
    auto* seconds = command->add_option("--seconds", files->seconds, "how long, from reading to writing")
                        ->capture_default_str()
                        ->check(CLI::Range(0.01, seconds_max));
    command
        ->add_option("--iterations", files->iterations,
                     "how many of each thread, for the same plan each time")
        ->excludes(seconds);
    command->add_option("--seed", files->options.seed, "of its random numbers")->capture_default_str();
    command->add_option("--threads", files->options.threads, "that search side by side")
        ->capture_default_str()
        ->check(CLI::Range(1U, routing::threads_max));
    command->add_option("--output", files->output, "where the plan goes instead of the standard output");
    command->callback([files] { solve(*files); });
}

void add_check(CLI::App& dispatch) {
    auto files = std::make_shared<CheckFiles>();
    auto* command =
        dispatch.add_subcommand("check", "hold a plan against its problem; 1 where it does not hold");
    command->add_option("file", files->problem, "the problem")->required()->check(CLI::ExistingFile);
    command->add_option("solution", files->solution, "the plan, as VROOM's JSON")
        ->required()
        ->check(CLI::ExistingFile);
    command->callback([files] { check(*files); });
}

}  // namespace

void add_dispatch(CLI::App& program) {
    auto* dispatch =
        program.add_subcommand("dispatch", "who goes where and when: vehicle routes with time windows");
    dispatch->require_subcommand(1);
    add_solve(*dispatch);
    add_check(*dispatch);
}

}  // namespace suncrew::commands
