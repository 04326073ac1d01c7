#pragma once

#include <string>

#include "access/granted.hpp"
#include "store/connection.hpp"

namespace suncrew::commands {

struct ReadInterface {};

/// The OpenAPI document, as text that is JSON already.
struct InterfaceDocument {
    std::string json;
};

/// GET /openapi.json: what this program understands.
class Interface {
public:
    /// Once all routes are known.
    void set(std::string document) { document_ = std::move(document); }

    InterfaceDocument read(access::Granted<access::Permission::read_interface> who,
                           const ReadInterface& command, store::Reading& reading) const;

private:
    std::string document_;
};

}  // namespace suncrew::commands
