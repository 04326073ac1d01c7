#include "http/cookies.hpp"

namespace suncrew::http {

std::string_view cookie_value(std::string_view cookies, std::string_view name) {
    std::string_view found;
    bool seen = false;
    while (!cookies.empty()) {
        const std::size_t end = cookies.find(';');
        std::string_view cookie = cookies.substr(0, end);
        cookies = end == std::string_view::npos ? std::string_view{} : cookies.substr(end + 1);
        while (cookie.starts_with(' '))
            cookie.remove_prefix(1);
        if (!cookie.starts_with(name) || cookie.size() == name.size() || cookie[name.size()] != '=')
            continue;
        if (seen)
            return {};
        seen = true;
        found = cookie.substr(name.size() + 1);
    }
    return found;
}

}  // namespace suncrew::http
