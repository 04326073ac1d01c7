#pragma once

#include <stdexcept>

namespace suncrew::audit {

/// The log in the database is not the one that was signed: rows were changed, taken away or set back.
class LogBroken : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

}  // namespace suncrew::audit
