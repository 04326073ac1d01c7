#include "http/event_stream.hpp"

#include <gtest/gtest.h>

namespace suncrew::http {
namespace {

TEST(EventStream, GathersUntilItIsTaken) {
    EventStream stream;
    EXPECT_TRUE(stream.push("a"));
    EXPECT_TRUE(stream.push("b"));
    EXPECT_EQ(stream.take(), "ab");
    EXPECT_EQ(stream.take(), "");
}

TEST(EventStream, WakesItsReaderForEventsAndForTheEnd) {
    EventStream stream;
    int woken = 0;
    stream.push("early");
    stream.on_change([&] { ++woken; });
    EXPECT_EQ(woken, 1) << "what came before it listened";
    stream.push("x");
    stream.close();
    EXPECT_EQ(woken, 3);
}

TEST(EventStream, AReaderTooSlowIsCutOffNotWaitedFor) {
    EventStream stream;
    const std::string event(1024, 'x');
    int pushed = 0;
    while (stream.push(event))
        ASSERT_LT(++pushed, 1000);
    EXPECT_TRUE(stream.closed());
    EXPECT_LE(stream.take().size(), EventStream::waiting_bytes_max);
    EXPECT_FALSE(stream.push("more"));
}

}  // namespace
}  // namespace suncrew::http
