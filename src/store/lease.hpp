#pragma once

#include <chrono>
#include <memory>

#include "base/id.hpp"
#include "base/time.hpp"
#include "store/connection.hpp"

namespace suncrew::store {

/// The right to do, for a while, what only one program at a time should do. It is about saving work, not
/// about being right: every change made under it holds its own against others.
class Lease {
public:
    /// After this a lease that was not given back, because its holder ended, can be taken by the next.
    static constexpr std::chrono::seconds lasts{60};

    /// Nothing where somebody else holds it; else it is held until the object goes, or runs out. `name` has
    /// at most 40 characters and, as the connection, outlives it.
    static std::unique_ptr<Lease> take(Connection& connection, std::string_view name, Instant now);
    /// As `take`, but it is not given back: nobody holds it again before it has run out.
    static void take_for_good(Connection& connection, std::string_view name, Instant now);
    static bool held(Reading& reading, std::string_view name, Instant now);

    Lease(Connection& connection, std::string_view name, Uuid holder)
        : connection_{connection}, name_{name}, holder_{holder} {}
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    /// Gives it back. Where that fails it runs out by itself.
    ~Lease();

private:
    Connection& connection_;
    std::string_view name_;
    Uuid holder_;
};

}  // namespace suncrew::store
