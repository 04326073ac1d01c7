#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace suncrew::audit {

/// Flaws that are named; all of them are counted.
inline constexpr std::size_t named_flaws_max = 50;

/// What is wrong with a log.
struct LogFlaws {
    std::size_t flaws_count = 0;
    std::vector<std::string> flaws;

    bool holds() const { return flaws_count == 0; }
    void complain(std::string flaw) {
        ++flaws_count;
        if (flaws.size() < named_flaws_max)
            flaws.push_back(std::move(flaw));
    }
};

}  // namespace suncrew::audit
