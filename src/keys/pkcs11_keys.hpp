#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "keys/key_service.hpp"

namespace suncrew::keys {

class Pkcs11Module;
class Pkcs11Session;

/// Where a token is and which of its keys are ours.
struct Pkcs11Settings {
    std::filesystem::path module;    ///< the library of the token's maker
    std::string token;               ///< the token's label
    std::string key;                 ///< the label of the key that wraps
    std::vector<std::string> older;  ///< labels of keys that still unwrap
    std::filesystem::path
        pin_file;  ///< read once, see `read_secret_file`; a line break at its end is not the PIN's
};

/// Makes the key that `settings.key` names, in the token: AES-256, for encryption and decryption alone, never
/// to be taken out. For an operator, once. Throws as KeyService does; Refused where there is one already.
void create_pkcs11_key(const Pkcs11Settings& settings);

/// Keys in a hardware security module, by PKCS #11: AES-256-GCM is done in the token (CKM_AES_GCM, the
/// context as additional data). A PIN that the token did not take is not tried again, as tokens lock after a
/// few.
class Pkcs11Keys final : public KeyService {
public:
    static constexpr std::size_t sessions_max = 4;
    static constexpr std::chrono::milliseconds session_wait_max{2'000};
    static constexpr std::size_t label_length_max = 32;

    /// Opens the token and looks at all keys, so that a wrong setting is known at the start. Throws
    /// Unavailable or Refused.
    explicit Pkcs11Keys(const Pkcs11Settings& settings);
    ~Pkcs11Keys() override;

    std::string_view name() const override { return "pkcs11"; }
    /// The key's label in the token.
    std::string key_id() const override { return labels_.front(); }
    Wrapped wrap(const crypto::Secret& key, std::string_view context) override;
    crypto::Secret unwrap(const Wrapped& wrapped, std::string_view context) override;

private:
    using Session = std::unique_ptr<Pkcs11Session>;
    class Lent;
    Session open();
    template <class Work>
    auto with_session(Work work);

    std::shared_ptr<Pkcs11Module> module_;
    std::string token_;
    std::vector<std::string> labels_;  ///< the first wraps
    crypto::Secret pin_;

    std::mutex mutex_;
    std::condition_variable returned_;
    std::vector<Session> idle_;
    std::size_t lent_ = 0;
    bool pin_refused_ = false;
};

}  // namespace suncrew::keys
