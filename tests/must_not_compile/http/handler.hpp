#pragma once

#include <boost/describe/class.hpp>

#include "http/route.hpp"

struct Command {};
BOOST_DESCRIBE_STRUCT(Command, (), ())
struct View {
    bool done = false;
};
BOOST_DESCRIBE_STRUCT(View, (), (done))

using Who = suncrew::access::Granted<suncrew::access::Permission::place_order>;
