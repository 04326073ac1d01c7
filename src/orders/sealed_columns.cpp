#include "orders/sealed_columns.hpp"

#include <cmath>

namespace suncrew::orders {

double coarse(double degrees) {
    return std::round(degrees * 100) / 100;
}

}  // namespace suncrew::orders
