#include "egress/client.hpp"

#include <chrono>
#include <utility>

#include "egress/transfer.hpp"

namespace suncrew::egress {

using Clock = std::chrono::steady_clock;

Client::Client() : Client{Observer{}} {}

Client::Client(Observer observer) : Client{std::move(observer), {}} {}

Client::Client(Observer observer, std::vector<std::string> names)
    : observer_{std::move(observer)}, names_{std::move(names)} {
    static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (ready != CURLE_OK)
        throw Failed{"libcurl does not start"};
}

bool Client::take(const Vendor& vendor) {
    const VendorSettings& settings = vendor.settings();
    const std::lock_guard lock{mutex_};
    const auto now = Clock::now();
    return rates_.try_emplace(settings.name, settings.requests_per_minute, now).first->second.take(now);
}

HttpsAnswer Client::send(const Vendor& vendor, const HttpsRequest& request) {
    const auto begin = Clock::now();
    Call call{.vendor = vendor.settings().name, .method = request.method};
    HttpsAnswer answer;
    if (!vendor.allows(request.path) || !is_sound(request))
        call.outcome = Outcome::request_refused;
    else if (!take(vendor))
        call.outcome = Outcome::rate_limited;
    else
        answer = transfer(vendor, request, names_, call);
    call.took = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - begin);
    if (observer_)
        observer_(call);
    if (call.outcome != Outcome::answered)
        throw NoAnswer{call};
    return answer;
}

}  // namespace suncrew::egress
