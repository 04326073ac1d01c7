#pragma once

#include <memory>
#include <string>

#include "keys/pkcs11_module.hpp"

namespace suncrew::keys {

/// A call failed because what it spoke through is gone: the session, the sign-in, the handle of an object or
/// the token. A new session may work.
class SessionLost : public Unavailable {
public:
    using Unavailable::Unavailable;
};

/// The token does not take the PIN. Not to be tried again: tokens lock after a few.
class PinRefused : public Refused {
public:
    using Refused::Refused;
};

/// One session with a token, signed in; for one thread at a time, and closed with the object.
class Pkcs11Session {
public:
    enum class Access { read_only, read_write };

    /// Throws SessionLost or Unavailable where the token cannot be reached, PinRefused where it does not take
    /// the PIN, Refused for the rest.
    Pkcs11Session(std::shared_ptr<Pkcs11Module> module, const std::string& token_label,
                  const crypto::Secret& pin, Access access);
    Pkcs11Session(const Pkcs11Session&) = delete;
    Pkcs11Session& operator=(const Pkcs11Session&) = delete;
    ~Pkcs11Session();

    const CK_FUNCTION_LIST& calls() const { return module_->calls(); }
    CK_SESSION_HANDLE handle() const { return handle_; }

    /// The one AES-256 key with this label that the token never gives out. Throws Refused where there is
    /// none, several, or one that could be taken out of the token.
    CK_OBJECT_HANDLE key(const std::string& label) const;
    /// Whether there is any secret key with this label.
    bool has_key(const std::string& label) const;

    /// Throws SessionLost for what another session may cure, Unavailable where the token lacks room, and
    /// Refused for the rest.
    static void require(const char* call, CK_RV result);

private:
    /// Two at most. Throws SessionLost where the sign-in is gone, as a token then hides what is private.
    std::vector<CK_OBJECT_HANDLE> keys(const std::string& label) const;
    bool is_signed_in() const;

    std::shared_ptr<Pkcs11Module> module_;
    CK_SESSION_HANDLE handle_ = 0;
};

}  // namespace suncrew::keys
