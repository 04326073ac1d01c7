#include "keys/pkcs11_session.hpp"

#include <utility>
#include <vector>

namespace suncrew::keys {
namespace {

void sign_in(const CK_FUNCTION_LIST& calls, CK_SESSION_HANDLE handle, const crypto::Secret& pin) {
    const auto digits = reinterpret_cast<const unsigned char*>(pin.expose().data());
    const CK_RV result = calls.C_Login(handle, CKU_USER, const_cast<unsigned char*>(digits),
                                       static_cast<CK_ULONG>(pin.size()));
    switch (result) {
        case CKR_USER_ALREADY_LOGGED_IN:  // a sign-in is the process's, not the session's
            return;
        case CKR_PIN_INCORRECT:
        case CKR_PIN_INVALID:
        case CKR_PIN_LEN_RANGE:
        case CKR_PIN_EXPIRED:
        case CKR_PIN_LOCKED:
            throw PinRefused{text_of("C_Login", result)};
        default:
            Pkcs11Session::require("C_Login", result);
    }
}

template <class T>
CK_ATTRIBUTE attribute(CK_ATTRIBUTE_TYPE type, T& value) {
    return {type, &value, sizeof value};
}

}  // namespace

void Pkcs11Session::require(const char* call, CK_RV result) {
    switch (result) {
        case CKR_OK:
            return;
        case CKR_SESSION_CLOSED:
        case CKR_SESSION_HANDLE_INVALID:
        case CKR_USER_NOT_LOGGED_IN:
        case CKR_OBJECT_HANDLE_INVALID:
        case CKR_KEY_HANDLE_INVALID:
        case CKR_DEVICE_ERROR:
        case CKR_DEVICE_REMOVED:
        case CKR_TOKEN_NOT_PRESENT:
        case CKR_SLOT_ID_INVALID:
        case CKR_CRYPTOKI_NOT_INITIALIZED:
            throw SessionLost{text_of(call, result)};
        case CKR_HOST_MEMORY:
        case CKR_DEVICE_MEMORY:
        case CKR_SESSION_COUNT:
            throw Unavailable{text_of(call, result)};
        default:
            throw Refused{text_of(call, result)};
    }
}

Pkcs11Session::Pkcs11Session(std::shared_ptr<Pkcs11Module> module, const std::string& token_label,
                             const crypto::Secret& pin, Access access)
    : module_{std::move(module)} {
    const CK_FLAGS flags = CKF_SERIAL_SESSION | (access == Access::read_write ? CKF_RW_SESSION : 0);
    require("C_OpenSession",
            calls().C_OpenSession(module_->slot_of(token_label), flags, nullptr, nullptr, &handle_));
    try {
        sign_in(calls(), handle_, pin);
    } catch (...) {
        calls().C_CloseSession(handle_);
        throw;
    }
}

Pkcs11Session::~Pkcs11Session() {
    calls().C_CloseSession(handle_);
}

std::vector<CK_OBJECT_HANDLE> Pkcs11Session::keys(const std::string& label) const {
    CK_OBJECT_CLASS secret_key = CKO_SECRET_KEY;
    CK_BBOOL yes = CK_TRUE;
    CK_ATTRIBUTE wanted[]{attribute(CKA_CLASS, secret_key),
                          attribute(CKA_TOKEN, yes),
                          {CKA_LABEL, const_cast<char*>(label.data()), static_cast<CK_ULONG>(label.size())}};
    require("C_FindObjectsInit", calls().C_FindObjectsInit(handle_, wanted, std::size(wanted)));
    std::vector<CK_OBJECT_HANDLE> found(2);  // one is right, two are too many
    CK_ULONG count = 0;
    const CK_RV result = calls().C_FindObjects(handle_, found.data(), found.size(), &count);
    calls().C_FindObjectsFinal(handle_);
    require("C_FindObjects", result);
    found.resize(count);
    if (found.empty() && !is_signed_in())
        throw SessionLost{"the token's sign-in is gone"};
    return found;
}

bool Pkcs11Session::is_signed_in() const {
    CK_SESSION_INFO info{};
    return calls().C_GetSessionInfo(handle_, &info) == CKR_OK &&
           (info.state == CKS_RO_USER_FUNCTIONS || info.state == CKS_RW_USER_FUNCTIONS);
}

bool Pkcs11Session::has_key(const std::string& label) const {
    return !keys(label).empty();
}

CK_OBJECT_HANDLE Pkcs11Session::key(const std::string& label) const {
    const auto found = keys(label);
    if (found.empty())
        throw Refused{"the token has no key with the label " + label};
    if (found.size() > 1)
        throw Refused{"the token has several keys with the label " + label};
    CK_KEY_TYPE type = 0;
    CK_ULONG size = 0;
    CK_BBOOL sensitive = CK_FALSE;
    CK_BBOOL extractable = CK_TRUE;
    CK_ATTRIBUTE looked_at[]{attribute(CKA_KEY_TYPE, type), attribute(CKA_VALUE_LEN, size),
                             attribute(CKA_SENSITIVE, sensitive), attribute(CKA_EXTRACTABLE, extractable)};
    require("C_GetAttributeValue",
            calls().C_GetAttributeValue(handle_, found.front(), looked_at, std::size(looked_at)));
    if (type != CKK_AES || size != key_size)
        throw Refused{"the token's key is not one of AES-256: " + label};
    if (sensitive != CK_TRUE || extractable != CK_FALSE)
        throw Refused{"the token's key could be taken out of it: " + label};
    return found.front();
}

}  // namespace suncrew::keys
