#include "base/long_enum.hpp"

#include <boost/describe/enum_from_string.hpp>
#include <boost/describe/enum_to_string.hpp>
#include <boost/describe/enumerators.hpp>
#include <boost/mp11/list.hpp>
#include <gtest/gtest.h>

namespace suncrew {
namespace {

enum class Tone { low, middle, high, highest };
SUNCREW_DESCRIBE_LONG_ENUM(Tone, (low, middle), (high, highest))

TEST(LongEnum, IsDescribedAsAShortOneIs) {
    using Tones = boost::describe::describe_enumerators<Tone>;
    static_assert(boost::mp11::mp_size<Tones>::value == 4);
    EXPECT_STREQ(boost::describe::enum_to_string(Tone::low, ""), "low");
    EXPECT_STREQ(boost::describe::enum_to_string(Tone::highest, ""), "highest");
    Tone read{};
    EXPECT_TRUE(boost::describe::enum_from_string("high", read));
    EXPECT_EQ(read, Tone::high);
    EXPECT_FALSE(boost::describe::enum_from_string("lowest", read));
}

}  // namespace
}  // namespace suncrew
