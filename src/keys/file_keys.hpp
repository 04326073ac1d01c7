#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "keys/key_service.hpp"

namespace suncrew::keys {

/// Keys in a file of ours: 32 bytes in base64 a line, as `openssl rand -base64 32` writes them. The first
/// line wraps; all of them unwrap, so a new key goes to the top. For development, and where a disk that only
/// this machine reads is protection enough: who reads the file or this process's memory has the keys.
class FileKeys final : public KeyService {
public:
    /// Throws Refused, saying what is wrong with the file (see `read_secret_file`) or which of its lines is
    /// no key or stands twice.
    explicit FileKeys(const std::filesystem::path& path);

    std::string_view name() const override { return "file"; }
    /// The beginning of a keyed hash that nothing of the key can be told from.
    std::string key_id() const override { return keys_.front().id; }
    Wrapped wrap(const crypto::Secret& key, std::string_view context) override;
    crypto::Secret unwrap(const Wrapped& wrapped, std::string_view context) override;

private:
    struct Key {
        std::string id;
        crypto::Secret bytes;
    };
    static Key key_of(std::string_view line, const std::string& where);
    const Key* find(std::string_view id) const;

    std::vector<Key> keys_;  ///< never changed, so that threads may share it
};

}  // namespace suncrew::keys
