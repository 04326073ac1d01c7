#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

namespace suncrew::routing {

/// How long is searched: until a moment, or for a number of iterations of each thread.
class Budget {
public:
    using Clock = std::chrono::steady_clock;

    static Budget until(Clock::time_point start, Clock::time_point end) { return Budget{start, end, {}}; }
    static Budget of_iterations(std::uint64_t iterations) { return Budget{{}, {}, iterations}; }

    /// How much of it is spent after so many iterations, 0 to 1 and above.
    double spent(std::uint64_t iterations) const {
        if (iterations_)
            return static_cast<double>(iterations) / static_cast<double>(*iterations_);
        const std::chrono::duration<double> passed = Clock::now() - start_;
        return passed / std::chrono::duration<double>(end_ - start_);
    }

    /// About how many iterations of each thread it is; of time, by what a processor of today does.
    double expected_iterations() const {
        constexpr double iterations_a_second = 40'000;
        if (iterations_)
            return static_cast<double>(*iterations_);
        return iterations_a_second * std::chrono::duration<double>(end_ - start_).count();
    }

private:
    Budget(Clock::time_point start, Clock::time_point end, std::optional<std::uint64_t> iterations)
        : start_{start}, end_{end}, iterations_{iterations} {}

    Clock::time_point start_;
    Clock::time_point end_;
    std::optional<std::uint64_t> iterations_;
};

}  // namespace suncrew::routing
