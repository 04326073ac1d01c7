#pragma once

#include <string>

#include "base/refusal.hpp"

namespace suncrew::solar {

/// What `action` was refused with, as "invalid reason field"; empty if it was not.
template <class Action>
std::string refused(Action action) {
    try {
        action();
    } catch (const Refusal& refusal) {
        return (refusal.code() == Code::invalid ? "invalid " : "other ") + refusal.reason() + " " +
               refusal.field();
    }
    return "";
}

}  // namespace suncrew::solar
