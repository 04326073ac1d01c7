#include "identity/passkey_answers.hpp"

#include <algorithm>

#include "crypto/base64.hpp"

namespace suncrew::identity {
namespace {

bool is_handle_of(const std::vector<std::uint8_t>& handle, AccountId account) {
    return std::equal(handle.begin(), handle.end(), account.uuid().begin(), account.uuid().end());
}

bool fits_handle(const Assertion& answer, Purpose purpose, AccountId account) {
    return answer.user_handle ? is_handle_of(answer.user_handle->bytes, account)
                              : purpose != Purpose::sign_in;
}

std::vector<std::string> words(const std::string& text) {
    std::vector<std::string> all;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find(' ', begin), text.size());
        if (end > begin)
            all.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return all;
}

}  // namespace

std::vector<AllowedPasskey> allowed_passkeys(const std::vector<StoredPasskey>& passkeys) {
    std::vector<AllowedPasskey> allowed;
    for (const StoredPasskey& passkey : passkeys)
        allowed.push_back({crypto::base64url_encode(passkey.credential), words(passkey.transports)});
    return allowed;
}

PasskeyRequest passkey_request(const factors::RelyingParty& rp, const Challenge& challenge,
                               const std::vector<StoredPasskey>& allowed) {
    return {crypto::base64url_encode(challenge), rp.id,
            std::chrono::duration_cast<std::chrono::milliseconds>(challenge_valid).count(), "required",
            allowed_passkeys(allowed)};
}

std::variant<BelievedPasskey, UnbelievedPasskey> believe(store::Reading& reading, sealing::Keyring& keyring,
                                                         const factors::RelyingParty& rp, Purpose purpose,
                                                         const std::optional<Challenge>& challenge,
                                                         const Assertion& answer) {
    const auto passkey = find_passkey(reading, keyring, answer.id.bytes);
    if (!passkey)
        return UnbelievedPasskey{std::nullopt, false, "unknown_credential"};
    if (passkey->suspended_at)
        return UnbelievedPasskey{passkey->account, false, "suspended"};
    if (!challenge)
        return UnbelievedPasskey{passkey->account, false, "no_challenge"};
    if (!fits_handle(answer, purpose, passkey->account))
        return UnbelievedPasskey{passkey->account, false, "user_handle"};
    const factors::KnownPasskey known{passkey->credential, passkey->public_key,
                                      static_cast<std::uint32_t>(passkey->sign_count),
                                      passkey->backup_eligible};
    const factors::AssertionAnswer shown{answer.id.bytes, answer.client_data_json.bytes,
                                         answer.authenticator_data.bytes, answer.signature.bytes};
    try {
        return BelievedPasskey{*passkey, factors::verify_assertion(rp, *challenge, known, shown)};
    } catch (const factors::WebauthnRefused& refused) {
        return UnbelievedPasskey{passkey->account, refused.fault() == factors::WebauthnFault::cloned,
                                 refused.reason()};
    }
}

}  // namespace suncrew::identity
