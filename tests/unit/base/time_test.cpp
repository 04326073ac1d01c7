#include "base/time.hpp"

#include <gtest/gtest.h>

namespace suncrew {
namespace {

using namespace std::chrono_literals;

TEST(Time, InstantsAreWrittenInRfc3339) {
    EXPECT_EQ(to_string(Instant{0ms}), "1970-01-01T00:00:00.000Z");
    EXPECT_EQ(to_string(Instant{1'772'617'045'007ms}), "2026-03-04T09:37:25.007Z");
    EXPECT_EQ(to_string(Instant{-1ms}), "1969-12-31T23:59:59.999Z");
}

TEST(Time, DatesReadBack) {
    for (const char* text : {"2026-05-04", "2024-02-29", "1900-01-01", "2200-12-31"})
        EXPECT_EQ(to_string(parse_date(text).value()), text);
}

TEST(Time, WhatIsNoDateIsNothing) {
    for (const char* text : {"", "2026-5-04", "2026-02-29", "2026-13-01", "2026-00-10", "1899-12-31",
                             "2026/05/04", "2026-05-04T", "+026-05-04", "2026-05-0a"})
        EXPECT_FALSE(parse_date(text)) << text;
}

TEST(Time, AMovableClockRunsAheadOfTheSystems) {
    MovableClock clock;
    const Instant before = clock.now();
    clock.advance(1h);
    EXPECT_GE(clock.now() - before, 1h);
}

}  // namespace
}  // namespace suncrew
