#include "factors/client_data.hpp"

#include <optional>

#include <sodium/utils.h>

#include "base/refusal.hpp"
#include "crypto/base64.hpp"
#include "factors/webauthn_refused.hpp"
#include "wire/parse.hpp"

namespace suncrew::factors {
namespace {

namespace json = boost::json;

[[noreturn]] void refuse(WebauthnFault fault) {
    throw WebauthnRefused{fault};
}

json::object read_object(Bytes bytes) {
    try {
        json::value value = wire::parse({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
        if (!value.is_object())
            refuse(WebauthnFault::client_data);
        return std::move(value.get_object());
    } catch (const Refusal&) {  // whatever is wrong with it as JSON
        refuse(WebauthnFault::client_data);
    }
}

std::string_view text_member(const json::object& object, std::string_view name) {
    const json::value* member = object.if_contains(name);
    if (!member || !member->is_string())
        refuse(WebauthnFault::client_data);
    return member->get_string();
}

void check_challenge(std::string_view text, Bytes expected) {
    const auto sent = crypto::base64url_decode(text);
    if (!sent || sent->size() != expected.size() ||
        sodium_memcmp(sent->data(), expected.data(), expected.size()) != 0)
        refuse(WebauthnFault::challenge);
}

/// `topOrigin` stands there only where the page was in a frame of another site's.
void check_own_page(const json::object& data) {
    const json::value* cross_origin = data.if_contains("crossOrigin");
    if (cross_origin && !cross_origin->is_bool())
        refuse(WebauthnFault::client_data);
    if ((cross_origin && cross_origin->get_bool()) || data.contains("topOrigin"))
        refuse(WebauthnFault::cross_origin);
}

}  // namespace

void check_client_data(Bytes bytes, Ceremony ceremony, Bytes challenge, std::string_view origin) {
    const json::object data = read_object(bytes);
    const std::string_view type = ceremony == Ceremony::registration ? "webauthn.create" : "webauthn.get";
    if (text_member(data, "type") != type)
        refuse(WebauthnFault::client_data_type);
    check_challenge(text_member(data, "challenge"), challenge);
    if (text_member(data, "origin") != origin)
        refuse(WebauthnFault::origin);
    check_own_page(data);
}

}  // namespace suncrew::factors
