#include "keys/kms_json.hpp"

#include <algorithm>

#include <strings.h>

#include "base/json_string.hpp"
#include "base/refusal.hpp"
#include "crypto/base64.hpp"
#include "wire/parse.hpp"

namespace suncrew::keys {
namespace {

void append_member(std::string& out, std::string_view name, std::string_view value) {
    append_json_string(out, name);
    out += ':';
    append_json_string(out, value);
}

/// A body is put together where it has room from the start, so that no piece of it stays behind.
constexpr std::size_t body_bytes_room = 16 * 1024;

crypto::Secret body(std::string_view key_arn, std::string_view member, std::span<const std::uint8_t> bytes,
                    std::string_view context) {
    const crypto::Secret text = crypto::Secret::take(crypto::base64_encode(bytes));
    std::string out;
    out.reserve(body_bytes_room);
    out += '{';
    append_member(out, "KeyId", key_arn);
    out += ',';
    append_member(out, member, text.expose());
    out += ",\"EncryptionContext\":{";
    append_member(out, "suncrew", context);
    out += "}}";
    return crypto::Secret::take(out);
}

std::optional<boost::json::object> object_in(const crypto::Secret& answer) {
    try {
        boost::json::value value = wire::parse(answer.expose());
        if (value.is_object())
            return std::move(value.get_object());
    } catch (const Refusal&) {
        // not JSON, or not in the form that we read
    }
    return std::nullopt;
}

std::optional<std::string> text_of(const boost::json::object& object, std::string_view member) {
    const auto* const value = object.if_contains(member);
    if (!value || !value->is_string())
        return std::nullopt;
    return std::string{value->get_string()};
}

}  // namespace

crypto::Secret encrypt_body(std::string_view key_arn, const crypto::Secret& plaintext,
                            std::string_view context) {
    return body(key_arn, "Plaintext", plaintext.expose_bytes(), context);
}

crypto::Secret decrypt_body(std::string_view key_arn, const std::vector<std::uint8_t>& ciphertext,
                            std::string_view context) {
    return body(key_arn, "CiphertextBlob", ciphertext, context);
}

std::optional<KmsBytes> bytes_in(const crypto::Secret& answer, std::string_view member) {
    auto object = object_in(answer);
    if (!object)
        return std::nullopt;
    const auto key_arn = text_of(*object, "KeyId");
    auto* const text = object->if_contains(member);
    if (!key_arn || !text || !text->is_string())
        return std::nullopt;
    boost::json::string& encoded = text->get_string();
    auto decoded = crypto::base64_decode(encoded);
    ::explicit_bzero(encoded.data(), encoded.size());
    if (!decoded)
        return std::nullopt;
    KmsBytes found{*key_arn, crypto::Secret{*decoded}};
    ::explicit_bzero(decoded->data(), decoded->size());
    return found;
}

std::string error_in(const crypto::Secret& answer) {
    const auto object = object_in(answer);
    std::string type = object ? text_of(*object, "__type").value_or("") : "";
    // It may come as "namespace#Name" and as "Name:address" (AWS JSON 1.1 protocol, operation error
    // serialization).
    if (const std::size_t mark = type.find('#'); mark != type.npos)
        type.erase(0, mark + 1);
    type.erase(std::min(type.find(':'), type.size()));
    const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    constexpr std::size_t name_length_max = 64;
    return type.size() <= name_length_max && std::all_of(type.begin(), type.end(), is_letter) ? type : "";
}

}  // namespace suncrew::keys
