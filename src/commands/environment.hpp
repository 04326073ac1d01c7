#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string_view>

#include <boost/describe/enum.hpp>

#include "base/time.hpp"
#include "store/connection.hpp"

/// Whose data a database holds, and what a program is for: real people's, or made-up ones. Once stamped, a
/// database is never another's.
namespace suncrew::commands {

/// The names are stored and public. Staging is production in everything but its data: what is unsafe there is
/// refused there too.
enum class Environment : std::uint8_t { development, staging, production };
BOOST_DESCRIBE_ENUM(Environment, development, staging, production)
std::string_view name_of(Environment environment);
std::optional<Environment> environment_named(std::string_view name);

/// A program of one environment before the data of another. The text says both and is for an operator.
class WrongEnvironment : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Throws WrongEnvironment unless the database was stamped for this environment.
void require_stamp(store::Connection& connection, Environment environment);
/// The same, but lets a database pass that has no stamp: a new one, or one of an earlier version.
void refuse_other_stamp(store::Connection& connection, Environment environment);
/// Throws WrongEnvironment where there is no stamp and yet an account: whose they are, only an operator
/// knows, who says so with `suncrew migrate`.
void refuse_unknown_data(store::Connection& connection);

/// Stamps a database that has its schema and no stamp; throws WrongEnvironment where it has another.
void stamp(store::Connection& connection, Environment environment, Instant now);

}  // namespace suncrew::commands
