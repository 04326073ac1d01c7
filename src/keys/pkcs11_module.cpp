#include "keys/pkcs11_module.hpp"

#include <algorithm>
#include <cstdio>
#include <map>
#include <mutex>
#include <string_view>
#include <vector>

#include <dlfcn.h>

namespace suncrew::keys {
namespace {

/// Fixed-size texts of PKCS #11 are filled up with blanks.
bool is_label(const unsigned char (&field)[32], std::string_view label) {
    const std::string_view text{reinterpret_cast<const char*>(field), sizeof field};
    return label.size() <= text.size() && text.starts_with(label) &&
           text.find_first_not_of(' ', label.size()) == text.npos;
}

/// Never unloaded: a module may have left threads or exit handlers behind.
CK_FUNCTION_LIST* function_list(const std::filesystem::path& file) {
    void* const library = ::dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    if (!library)
        throw Refused{"the PKCS #11 module cannot be loaded: " + file.string()};
    const auto get = reinterpret_cast<CK_C_GetFunctionList>(::dlsym(library, "C_GetFunctionList"));
    CK_FUNCTION_LIST* calls = nullptr;
    if (!get || get(&calls) != CKR_OK || !calls)
        throw Refused{"not a PKCS #11 module: " + file.string()};
    return calls;
}

void initialise(const CK_FUNCTION_LIST& calls) {
    CK_C_INITIALIZE_ARGS arguments{};
    arguments.flags = CKF_OS_LOCKING_OK;  // we call it from several threads
    if (const CK_RV result = calls.C_Initialize(&arguments); result != CKR_OK)
        throw Unavailable{text_of("C_Initialize", result)};
}

}  // namespace

std::shared_ptr<Pkcs11Module> Pkcs11Module::load(const std::filesystem::path& file) {
    static std::mutex mutex;
    static std::map<std::filesystem::path, std::weak_ptr<Pkcs11Module>> loaded;
    const std::lock_guard lock{mutex};
    std::weak_ptr<Pkcs11Module>& known = loaded[file];
    if (auto module = known.lock())
        return module;
    CK_FUNCTION_LIST* const calls = function_list(file);
    initialise(*calls);
    const std::shared_ptr<Pkcs11Module> module{new Pkcs11Module{calls}};
    known = module;
    return module;
}

Pkcs11Module::~Pkcs11Module() {
    calls_->C_Finalize(nullptr);
}

CK_SLOT_ID Pkcs11Module::slot_of(const std::string& token_label) const {
    constexpr CK_ULONG slots_max = 64;
    std::vector<CK_SLOT_ID> slots(slots_max);
    CK_ULONG count = slots_max;
    if (const CK_RV result = calls_->C_GetSlotList(CK_TRUE, slots.data(), &count); result != CKR_OK)
        throw Unavailable{text_of("C_GetSlotList", result)};
    slots.resize(count);
    std::erase_if(slots, [&](CK_SLOT_ID slot) {
        CK_TOKEN_INFO info{};
        return calls_->C_GetTokenInfo(slot, &info) != CKR_OK || !is_label(info.label, token_label) ||
               (info.flags & CKF_TOKEN_INITIALIZED) == 0;
    });
    if (slots.empty())
        throw Unavailable{"there is no token with the label " + token_label};
    if (slots.size() > 1)
        throw Refused{"several tokens have the label " + token_label};
    return slots.front();
}

std::string text_of(const char* call, CK_RV result) {
    char digits[24];
    std::snprintf(digits, sizeof digits, " says 0x%lx", result);
    return std::string{call} + digits;
}

}  // namespace suncrew::keys
