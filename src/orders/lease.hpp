#pragma once

#include <chrono>
#include <optional>

#include "base/id.hpp"
#include "base/time.hpp"
#include "store/connection.hpp"

namespace suncrew::orders {

/// The right to do, for a while, what only one program at a time should do. It is about saving work, not
/// about being right: every change made under it holds its own against others.
class Lease {
public:
    /// After this a lease that was not given back, because its holder ended, can be taken by the next.
    static constexpr std::chrono::seconds lasts{60};

    /// Nothing where somebody else holds it. `name` has at most 40 characters.
    static std::optional<Lease> take(store::Connection& connection, std::string_view name, Instant now);
    void give_back(store::Connection& connection) const;

private:
    Lease(std::string_view name, Uuid holder) : name_{name}, holder_{holder} {}

    std::string_view name_;
    Uuid holder_;
};

}  // namespace suncrew::orders
