#pragma once

#include "store/connection.hpp"

namespace suncrew::access {

/// The proof of running on the hashing lane: the few threads where passwords are hashed, apart from the
/// general workers, so that a storm of sign-ins cannot starve the rest. A handler that takes one is run
/// there, outside any transaction, and opens its own short ones. Made by the lane's worker; a test makes its
/// own.
class HashingLane {
public:
    explicit HashingLane(store::Connection& connection) : connection_{connection} {}
    HashingLane(const HashingLane&) = delete;
    HashingLane& operator=(const HashingLane&) = delete;

    store::Connection& connection() const { return connection_; }

private:
    store::Connection& connection_;
};

}  // namespace suncrew::access
