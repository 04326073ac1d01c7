#pragma once

#include <span>
#include <string>
#include <string_view>

#include "http/route.hpp"

namespace suncrew::http {

/// A path that was found, and what its parameters are.
struct Match {
    const Endpoint* endpoint = nullptr;
    PathParameters parameters{};
};

/// Finds the endpoint of a request. Built once; reading it needs no lock.
class Router {
public:
    explicit Router(std::span<const Endpoint> endpoints);

    /// HEAD is found as the GET it stands for. Refuses with not_found "no_such_path", and with not_possible
    /// "method_not_allowed" where the path is known with another method.
    Match find(Method method, std::string_view path) const;
    /// The methods of a path, as the Allow header lists them; empty for an unknown path.
    std::string allowed(std::string_view path) const;

private:
    struct Entry {
        std::vector<std::string> segments;
        const Endpoint* endpoint;
    };
    std::vector<Entry> entries_;
};

}  // namespace suncrew::http
