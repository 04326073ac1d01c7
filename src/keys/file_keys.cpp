#include "keys/file_keys.hpp"

#include <algorithm>

#include "base/hex.hpp"
#include "crypto/aead.hpp"
#include "crypto/base64.hpp"
#include "crypto/hmac.hpp"
#include "keys/secret_file.hpp"

namespace suncrew::keys {
namespace {

constexpr std::size_t id_bytes = 8;

/// What is authenticated: no wrapped key of another use or version opens, nor one under another id.
std::string authenticated(std::string_view key_id, std::string_view context) {
    return "suncrew file key v1\n" + std::string{key_id} + '\n' + std::string{context};
}

std::span<const std::uint8_t> bytes_of(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

}  // namespace

FileKeys::Key FileKeys::key_of(std::string_view line, const std::string& where) {
    auto bytes = crypto::base64_decode(line);
    if (!bytes || bytes->size() != key_size)
        throw Refused{where + ": not 32 bytes in base64"};
    crypto::Secret key{*bytes};
    ::explicit_bzero(bytes->data(), bytes->size());
    const auto hash = crypto::hmac_sha256(key, "suncrew key id");
    return {hex(std::span{hash}.first(id_bytes)), std::move(key)};
}

FileKeys::FileKeys(const std::filesystem::path& path) {
    const crypto::Secret file = read_secret_file(path);
    std::string_view rest = file.expose();
    while (!rest.empty()) {
        const std::string where = path.string() + ", line " + std::to_string(keys_.size() + 1);
        if (keys_.size() > older_keys_max)
            throw Refused{where + ": more keys than are kept"};
        const std::string_view line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(line.size() + 1, rest.size()));
        Key key = key_of(line, where);
        if (find(key.id))
            throw Refused{where + ": the same key once more"};
        keys_.push_back(std::move(key));
    }
}

const FileKeys::Key* FileKeys::find(std::string_view id) const {
    const auto found =
        std::find_if(keys_.begin(), keys_.end(), [id](const Key& key) { return key.id == id; });
    return found == keys_.end() ? nullptr : &*found;
}

Wrapped FileKeys::wrap(const crypto::Secret& key, std::string_view context) {
    check_key(key);
    check_context(context);
    const Key& with = keys_.front();
    return {with.id,
            crypto::aead_seal(with.bytes, bytes_of(authenticated(with.id, context)), key.expose_bytes())};
}

crypto::Secret FileKeys::unwrap(const Wrapped& wrapped, std::string_view context) {
    check_context(context);
    const Key* const with = find(wrapped.key_id);
    if (!with)
        throw Refused{"the file has no key of that id"};
    auto key = crypto::aead_open(with->bytes, bytes_of(authenticated(with->id, context)), wrapped.bytes);
    if (!key || key->size() != key_size)
        throw Refused{"not a key that was wrapped with the file's in this context"};
    return *std::move(key);
}

}  // namespace suncrew::keys
