#include "orders/start_code.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "crypto/random.hpp"
#include "crypto/secret.hpp"

namespace suncrew::orders {

std::optional<StartCode> StartCode::parse(std::string_view text) {
    if (text.size() != length_max ||
        !std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }))
        return std::nullopt;
    return StartCode{std::string{text}};
}

StartCode StartCode::make() {
    constexpr std::uint32_t codes = 1'000'000;
    // The numbers above the last multiple of a million are drawn again: they would favour the low codes.
    constexpr std::uint32_t fair = UINT32_MAX / codes * codes;
    std::uint32_t drawn = fair;
    while (drawn >= fair) {
        const auto bytes = crypto::random_bytes<sizeof drawn>();
        std::memcpy(&drawn, bytes.data(), sizeof drawn);
    }
    const std::string digits = std::to_string(drawn % codes);
    return StartCode{std::string(length_max - digits.size(), '0') + digits};
}

bool StartCode::equals(const StartCode& other) const {
    return equal_constant_time(crypto::Secret{std::string_view{text_}},
                               crypto::Secret{std::string_view{other.text_}});
}

}  // namespace suncrew::orders
