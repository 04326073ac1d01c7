#include "keys/pkcs11_keys.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "crypto/random.hpp"
#include "keys/pkcs11_session.hpp"
#include "keys/secret_file.hpp"

namespace suncrew::keys {
namespace {

constexpr std::size_t nonce_size = 12;
constexpr std::size_t tag_size = 16;
constexpr std::size_t sealed_size = nonce_size + key_size + tag_size;

crypto::Secret pin_in(const std::filesystem::path& file) {
    const crypto::Secret text = read_secret_file(file);
    std::string_view pin = text.expose();
    while (pin.ends_with('\n'))
        pin.remove_suffix(1);
    if (pin.empty())
        throw Refused{file.string() + ": there is no PIN in it"};
    return crypto::Secret{pin};
}

void check_label(const std::string& label) {
    constexpr std::string_view allowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";
    if (label.empty() || label.size() > Pkcs11Keys::label_length_max ||
        label.find_first_not_of(allowed) != label.npos)
        throw Refused{"a label in a token is of 1 to 32 letters, digits, '-', '_' and '.'"};
}

std::vector<std::string> labels_of(const Pkcs11Settings& settings) {
    if (settings.older.size() > older_keys_max)
        throw Refused{"more older keys than are kept"};
    std::vector<std::string> labels{settings.key};
    labels.insert(labels.end(), settings.older.begin(), settings.older.end());
    std::for_each(labels.begin(), labels.end(), check_label);
    check_label(settings.token);
    return labels;
}

unsigned char* writable(const void* bytes) {
    return static_cast<unsigned char*>(
        const_cast<void*>(bytes));  // PKCS #11 has no const and writes to neither
}

CK_GCM_PARAMS gcm(std::uint8_t* nonce, std::string_view context) {
    CK_GCM_PARAMS params{};
    params.iv_ptr = nonce;
    params.iv_len = nonce_size;
    params.iv_bits = 8 * nonce_size;
    params.aad_ptr = writable(context.data());
    params.aad_len = static_cast<CK_ULONG>(context.size());
    params.tag_bits = 8 * tag_size;
    return params;
}

std::vector<std::uint8_t> encrypt(const Pkcs11Session& session, const std::string& label,
                                  const crypto::Secret& key, std::string_view context) {
    std::vector<std::uint8_t> sealed(sealed_size);
    crypto::fill_random(std::span{sealed}.first(nonce_size));
    CK_GCM_PARAMS params =
        gcm(sealed.data(), context);  // a module that makes nonces itself puts its own there
    CK_MECHANISM mechanism{CKM_AES_GCM, &params, sizeof params};
    CK_ULONG size = key_size + tag_size;
    const CK_FUNCTION_LIST& calls = session.calls();
    Pkcs11Session::require("C_EncryptInit",
                           calls.C_EncryptInit(session.handle(), &mechanism, session.key(label)));
    Pkcs11Session::require("C_Encrypt", calls.C_Encrypt(session.handle(), writable(key.expose().data()),
                                                        key_size, sealed.data() + nonce_size, &size));
    if (size != key_size + tag_size)
        throw Refused{"the token's AES-GCM is of another form"};
    return sealed;
}

crypto::Secret decrypt(const Pkcs11Session& session, const Wrapped& wrapped, std::string_view context) {
    std::array<std::uint8_t, nonce_size> nonce;
    std::copy_n(wrapped.bytes.begin(), nonce_size, nonce.begin());
    CK_GCM_PARAMS params = gcm(nonce.data(), context);
    CK_MECHANISM mechanism{CKM_AES_GCM, &params, sizeof params};
    std::string key(sealed_size, '\0');  // more than is needed: some modules ask for room for the tag
    CK_ULONG size = key.size();
    const CK_FUNCTION_LIST& calls = session.calls();
    Pkcs11Session::require("C_DecryptInit",
                           calls.C_DecryptInit(session.handle(), &mechanism, session.key(wrapped.key_id)));
    const CK_RV result = calls.C_Decrypt(session.handle(), writable(wrapped.bytes.data() + nonce_size),
                                         static_cast<CK_ULONG>(sealed_size - nonce_size),
                                         reinterpret_cast<unsigned char*>(key.data()), &size);
    const crypto::Secret room = crypto::Secret::take(key);
    Pkcs11Session::require("C_Decrypt", result);  // SoftHSM2 says CKR_GENERAL_ERROR to a wrong tag
    if (size != key_size)
        throw Refused{"not a key that was wrapped with the token's"};
    return crypto::Secret{room.expose().substr(0, key_size)};
}

CK_ATTRIBUTE attribute(CK_ATTRIBUTE_TYPE type, CK_BBOOL& value) {
    return {type, &value, sizeof value};
}

}  // namespace

void create_pkcs11_key(const Pkcs11Settings& settings) {
    const std::string label = labels_of(settings).front();
    const Pkcs11Session session{Pkcs11Module::load(settings.module), settings.token,
                                pin_in(settings.pin_file), Pkcs11Session::Access::read_write};
    if (session.has_key(label))
        throw Refused{"the token has a key with the label " + label + " already"};
    CK_BBOOL yes = CK_TRUE;
    CK_BBOOL no = CK_FALSE;
    CK_ULONG size = key_size;
    CK_ATTRIBUTE attributes[]{attribute(CKA_TOKEN, yes),
                              attribute(CKA_PRIVATE, yes),
                              attribute(CKA_SENSITIVE, yes),
                              attribute(CKA_EXTRACTABLE, no),
                              attribute(CKA_ENCRYPT, yes),
                              attribute(CKA_DECRYPT, yes),
                              attribute(CKA_WRAP, no),
                              attribute(CKA_UNWRAP, no),
                              {CKA_VALUE_LEN, &size, sizeof size},
                              {CKA_LABEL, writable(label.data()), static_cast<CK_ULONG>(label.size())}};
    CK_MECHANISM mechanism{CKM_AES_KEY_GEN, nullptr, 0};
    CK_OBJECT_HANDLE made = 0;
    Pkcs11Session::require("C_GenerateKey",
                           session.calls().C_GenerateKey(session.handle(), &mechanism, attributes,
                                                         std::size(attributes), &made));
}

/// A session out of the pool, put back only if nothing was thrown: one that saw an error is closed.
class Pkcs11Keys::Lent {
public:
    explicit Lent(Pkcs11Keys& keys) : keys_{keys} {
        std::unique_lock lock{keys_.mutex_};
        if (!keys_.returned_.wait_for(lock, session_wait_max, [&] { return keys_.lent_ < sessions_max; }))
            throw Unavailable{"all sessions with the token are busy"};
        if (keys_.pin_refused_)
            throw Refused{"the token did not take the PIN, which is not tried again"};
        ++keys_.lent_;
        if (!keys_.idle_.empty()) {
            session_ = std::move(keys_.idle_.back());
            keys_.idle_.pop_back();
        }
    }
    Lent(const Lent&) = delete;
    Lent& operator=(const Lent&) = delete;
    ~Lent() {
        {
            const std::lock_guard lock{keys_.mutex_};
            --keys_.lent_;
            if (session_)
                keys_.idle_.push_back(std::move(session_));
        }
        keys_.returned_.notify_one();
    }

    const Pkcs11Session& session() {
        if (!session_)
            session_ = keys_.open();
        return *session_;
    }
    void drop() { session_.reset(); }

private:
    Pkcs11Keys& keys_;
    Session session_;
};

Pkcs11Keys::Pkcs11Keys(const Pkcs11Settings& settings)
    : module_{Pkcs11Module::load(settings.module)},
      token_{settings.token},
      labels_{labels_of(settings)},
      pin_{pin_in(settings.pin_file)} {
    Session session = open();
    for (const std::string& label : labels_)
        session->key(label);
    idle_.push_back(std::move(session));
}

Pkcs11Keys::~Pkcs11Keys() = default;

Pkcs11Keys::Session Pkcs11Keys::open() {
    try {
        return std::make_unique<Pkcs11Session>(module_, token_, pin_, Pkcs11Session::Access::read_only);
    } catch (const PinRefused&) {
        const std::lock_guard lock{mutex_};
        pin_refused_ = true;
        throw;
    }
}

/// Once more with a new session where the old one turned out to be gone, and then no more.
template <class Work>
auto Pkcs11Keys::with_session(Work work) {
    Lent lent{*this};
    try {
        return work(lent.session());
    } catch (const SessionLost&) {
        const std::lock_guard lock{mutex_};
        idle_.clear();  // they are as old as this one, and a sign-in that was lost is lost for all
    } catch (...) {
        lent.drop();
        throw;
    }
    lent.drop();
    try {
        return work(lent.session());
    } catch (...) {
        lent.drop();
        throw;
    }
}

Wrapped Pkcs11Keys::wrap(const crypto::Secret& key, std::string_view context) {
    check_key(key);
    check_context(context);
    return {labels_.front(), with_session([&](const Pkcs11Session& session) {
                return encrypt(session, labels_.front(), key, context);
            })};
}

crypto::Secret Pkcs11Keys::unwrap(const Wrapped& wrapped, std::string_view context) {
    check_context(context);
    if (std::find(labels_.begin(), labels_.end(), wrapped.key_id) == labels_.end())
        throw Refused{"a key of the token that the settings do not name"};
    if (wrapped.bytes.size() != sealed_size)
        throw Refused{"not a key that was wrapped with the token's"};
    return with_session([&](const Pkcs11Session& session) { return decrypt(session, wrapped, context); });
}

}  // namespace suncrew::keys
