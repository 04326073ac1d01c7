#include "sealing/subject.hpp"

#include <chrono>

namespace suncrew::sealing {

Subject Subject::day_of(Instant instant) {
    Uuid id{};
    const auto day = std::chrono::floor<std::chrono::days>(instant);
    auto number = static_cast<std::uint32_t>(day.time_since_epoch().count());
    for (std::size_t i = id.size(); number != 0; number >>= 8)
        id[--i] = static_cast<std::uint8_t>(number);
    return Subject{id};
}

void Row::add(std::int64_t number) {
    for (int shift = 56; shift >= 0; shift -= 8)
        key_.push_back(static_cast<char>(static_cast<std::uint64_t>(number) >> shift));
}

}  // namespace suncrew::sealing
