#pragma once

#include <string>
#include <vector>

#include "egress/handle.hpp"
#include "egress/https.hpp"
#include "egress/vendor.hpp"

namespace suncrew::egress {

/// One request over one connection of its own. `call` gets what became of it; the answer is empty unless that
/// is `answered`. The request was found sound and allowed. `names` are for libcurl's CURLOPT_RESOLVE.
HttpsAnswer transfer(const Vendor& vendor, const HttpsRequest& request, const std::vector<std::string>& names,
                     Call& call);

}  // namespace suncrew::egress
