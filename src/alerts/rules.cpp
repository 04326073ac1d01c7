#include "alerts/rules.hpp"

#include <boost/describe/enum_to_string.hpp>

namespace suncrew::alerts {

std::string_view name_of(Rule rule) {
    return boost::describe::enum_to_string(rule, "");
}

}  // namespace suncrew::alerts
