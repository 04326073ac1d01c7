#pragma once

#include <boost/describe/enum.hpp>

/// Describes an enumeration whose names are too many for BOOST_DESCRIBE_ENUM, which takes 52, in two lists of
/// at most 52 each:
///     SUNCREW_DESCRIBE_LONG_ENUM(Kind, (first, second), (third, fourth))
/// The macros that it is made of are Boost's own, of 1.81.
#define SUNCREW_DESCRIBE_LONG_ENUM(E, first, second)                                                       \
    [[maybe_unused]] BOOST_DESCRIBE_ENUM_BEGIN(E) SUNCREW_LONG_ENUM_PART(E, SUNCREW_LONG_ENUM_NAMES first) \
        SUNCREW_LONG_ENUM_PART(E, SUNCREW_LONG_ENUM_NAMES second) BOOST_DESCRIBE_ENUM_END(E)
#define SUNCREW_LONG_ENUM_NAMES(...) __VA_ARGS__
#define SUNCREW_LONG_ENUM_PART(E, ...) SUNCREW_LONG_ENUM_ENTRIES(E, __VA_ARGS__)
#define SUNCREW_LONG_ENUM_ENTRIES(E, ...) \
    BOOST_DESCRIBE_PP_FOR_EACH(BOOST_DESCRIBE_ENUM_ENTRY, E, __VA_ARGS__)
