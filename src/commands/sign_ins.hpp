#pragma once

#include <cstddef>
#include <iosfwd>
#include <string>

#include "orders/demo.hpp"

/// What made-up people sign in with, for who has made them up.
namespace suncrew::commands {

/// The first `crews` of the crews; `crew` is null where there is none.
std::string as_json(const orders::DemoSignIns& sign_ins, std::size_t crews);
/// The same, a line each.
void print(std::ostream& out, const orders::DemoSignIns& sign_ins, std::size_t crews);

}  // namespace suncrew::commands
