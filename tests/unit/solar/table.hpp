#pragma once

#include <fstream>

#include "solar/climate.hpp"

namespace suncrew::solar {

/// The climate table of the project.
inline const Climate& table() {
    static const Climate climate = [] {
        std::ifstream file{SUNCREW_DATA "/climate/cities.csv"};
        return Climate::read(file);
    }();
    return climate;
}

}  // namespace suncrew::solar
