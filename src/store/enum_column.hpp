#pragma once

#include <string>

#include <boost/describe/enum_from_string.hpp>

#include "store/errors.hpp"

namespace suncrew::store {

/// The value that a column's word names. Throws Fault, with what the word stands for, for one that names
/// none: the program writes no such word.
template <class Enum>
Enum enum_named(const std::string& word, const char* stands_for) {
    Enum value{};
    if (!boost::describe::enum_from_string(word.c_str(), value))
        throw Fault{std::string{"an unknown word for "} + stands_for};
    return value;
}

}  // namespace suncrew::store
