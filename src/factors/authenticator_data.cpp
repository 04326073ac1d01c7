#include "factors/authenticator_data.hpp"

#include <algorithm>

#include "factors/webauthn_refused.hpp"

namespace suncrew::factors {
namespace {

constexpr std::uint8_t flag_user_present = 0x01;
constexpr std::uint8_t flag_user_verified = 0x04;
constexpr std::uint8_t flag_backup_eligible = 0x08;
constexpr std::uint8_t flag_backed_up = 0x10;
constexpr std::uint8_t flag_attested = 0x40;
constexpr std::uint8_t flag_extensions = 0x80;

[[noreturn]] void refuse(WebauthnFault fault) {
    throw WebauthnRefused{fault};
}

Bytes take(Bytes& rest, std::size_t size) {
    if (rest.size() < size)
        refuse(WebauthnFault::authenticator_data);
    const Bytes taken = rest.first(size);
    rest = rest.subspan(size);
    return taken;
}

/// The first `size` bytes as a number, most significant first.
std::uint32_t take_number(Bytes& rest, std::size_t size) {
    std::uint32_t number = 0;
    for (const std::uint8_t byte : take(rest, size))
        number = number << 8 | byte;
    return number;
}

/// A canonical CBOR map, whatever is in it.
Bytes take_map(Bytes& rest) {
    const cbor::Item item = cbor::read_first(rest);
    if (item.kind != cbor::Item::Kind::map)
        refuse(WebauthnFault::authenticator_data);
    return take(rest, item.encoded.size());
}

AttestedCredential take_attested(Bytes& rest) {
    AttestedCredential attested;
    const Bytes aaguid = take(rest, attested.aaguid.size());
    std::copy(aaguid.begin(), aaguid.end(), attested.aaguid.begin());
    const std::size_t id_size = take_number(rest, 2);
    if (id_size == 0 || id_size > credential_id_bytes_max)
        refuse(WebauthnFault::credential_id);
    attested.credential_id = take(rest, id_size);
    attested.public_key = take_map(rest);
    return attested;
}

}  // namespace

AuthenticatorData read_authenticator_data(Bytes bytes, Ceremony ceremony) {
    Bytes rest = bytes;
    AuthenticatorData data;
    const Bytes hash = take(rest, data.rp_id_hash.size());
    std::copy(hash.begin(), hash.end(), data.rp_id_hash.begin());
    const std::uint32_t flags = take_number(rest, 1);
    data.user_present = (flags & flag_user_present) != 0;
    data.user_verified = (flags & flag_user_verified) != 0;
    data.backup_eligible = (flags & flag_backup_eligible) != 0;
    data.backed_up = (flags & flag_backed_up) != 0;
    data.sign_count = take_number(rest, 4);
    if (((flags & flag_attested) != 0) != (ceremony == Ceremony::registration))
        refuse(WebauthnFault::authenticator_data);
    if (ceremony == Ceremony::registration)
        data.attested = take_attested(rest);
    if ((flags & flag_extensions) != 0)
        take_map(rest);
    if (!rest.empty())
        refuse(WebauthnFault::authenticator_data);
    return data;
}

void check_flags(const AuthenticatorData& data, std::string_view rp_id) {
    if (data.rp_id_hash != crypto::sha256(rp_id))
        refuse(WebauthnFault::rp_id);
    if (!data.user_present)
        refuse(WebauthnFault::user_presence);
    if (!data.user_verified)
        refuse(WebauthnFault::user_verification);
    if (data.backed_up && !data.backup_eligible)
        refuse(WebauthnFault::backup);
}

}  // namespace suncrew::factors
