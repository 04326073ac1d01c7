#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include <p11-kit/pkcs11.h>

#include "keys/key_service.hpp"

namespace suncrew::keys {

/// A token's module (PKCS #11 2.40), loaded and initialised once for all of the process that name its file.
class Pkcs11Module {
public:
    /// Throws Refused where the file is not such a module, Unavailable where it does not start.
    static std::shared_ptr<Pkcs11Module> load(const std::filesystem::path& file);
    Pkcs11Module(const Pkcs11Module&) = delete;
    Pkcs11Module& operator=(const Pkcs11Module&) = delete;
    ~Pkcs11Module();

    const CK_FUNCTION_LIST& calls() const { return *calls_; }
    /// The slot of the one token with this label. Throws Unavailable where there is none now, Refused where
    /// there are several.
    CK_SLOT_ID slot_of(const std::string& token_label) const;

private:
    explicit Pkcs11Module(CK_FUNCTION_LIST* calls) : calls_{calls} {}
    CK_FUNCTION_LIST* calls_;
};

/// What a token said no with, for the log.
std::string text_of(const char* call, CK_RV result);

}  // namespace suncrew::keys
