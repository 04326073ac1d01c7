#include "factors/attestation.hpp"

#include <optional>

#include <openssl/err.h>
#include <openssl/x509.h>

#include "factors/webauthn_refused.hpp"

namespace suncrew::factors {
namespace {

using cbor::Item;

constexpr std::size_t certificates_max = 5;

struct FreeCertificate {
    void operator()(X509* certificate) const { X509_free(certificate); }
};
using Certificate = std::unique_ptr<X509, FreeCertificate>;

[[noreturn]] void refuse(WebauthnFault fault) {
    ERR_clear_error();
    throw WebauthnRefused{fault};
}

void require_statement(bool holds) {
    if (!holds)
        refuse(WebauthnFault::attestation_statement);
}

Certificate read_certificate(const Item& der) {
    require_statement(der.kind == Item::Kind::bytes);
    const unsigned char* at = der.content.data();
    Certificate certificate{d2i_X509(nullptr, &at, static_cast<long>(der.content.size()))};
    require_statement(certificate && at == der.content.data() + der.content.size());
    return certificate;
}

bool fits(const EVP_PKEY& key, Algorithm algorithm) {
    switch (algorithm) {
        case Algorithm::es256:
            return EVP_PKEY_is_a(&key, "EC") == 1;
        case Algorithm::eddsa:
            return EVP_PKEY_is_a(&key, "ED25519") == 1;
        case Algorithm::rs256:
            return EVP_PKEY_is_a(&key, "RSA") == 1;
    }
    return false;
}

Algorithm algorithm_of(const Item& number) {
    for (const Algorithm algorithm : {Algorithm::es256, Algorithm::eddsa, Algorithm::rs256})
        if (number.kind == Item::Kind::integer && number.integer == static_cast<std::int64_t>(algorithm))
            return algorithm;
    refuse(WebauthnFault::attestation_statement);
}

/// All certificates are read, the first one's key has signed.
bool signed_by_certificate(const Item& chain, Algorithm algorithm, Bytes message, Bytes signature) {
    require_statement(chain.kind == Item::Kind::array && !chain.children.empty() &&
                      chain.children.size() <= certificates_max);
    for (const Item& der : chain.children)
        read_certificate(der);
    const Certificate first = read_certificate(chain.children.front());
    EVP_PKEY* const key = X509_get0_pubkey(first.get());
    require_statement(key && fits(*key, algorithm));
    return is_signed(*key, algorithm, message, signature);
}

void check_packed(const Item& statement, Bytes message, const CredentialKey& credential_key) {
    const Item* algorithm = statement.find("alg");
    const Item* signature = statement.find("sig");
    const Item* chain = statement.find("x5c");
    require_statement(algorithm && signature && signature->kind == Item::Kind::bytes &&
                      statement.members() == (chain ? 3 : 2));
    const Algorithm named = algorithm_of(*algorithm);
    require_statement(chain || named == credential_key.algorithm());
    const bool holds = chain ? signed_by_certificate(*chain, named, message, signature->content)
                             : credential_key.signed_message(message, signature->content);
    if (!holds)
        refuse(WebauthnFault::attestation_signature);
}

}  // namespace

AttestationObject read_attestation_object(Bytes bytes) {
    Item object = cbor::read_whole(bytes);
    const Item* format = object.find("fmt");
    const Item* statement = object.find("attStmt");
    const Item* data = object.find("authData");
    if (object.members() != 3 || !format || format->kind != Item::Kind::text || !statement ||
        statement->kind != Item::Kind::map || !data || data->kind != Item::Kind::bytes)
        refuse(WebauthnFault::attestation_object);
    return {format->text(), *statement, data->content};
}

void check_attestation(const AttestationObject& object, const crypto::Sha256Digest& client_data_hash,
                       const CredentialKey& key) {
    if (object.format == "none")
        return require_statement(object.statement.members() == 0);
    if (object.format != "packed")
        refuse(WebauthnFault::attestation_format);
    std::vector<std::uint8_t> message{object.authenticator_data.begin(), object.authenticator_data.end()};
    message.insert(message.end(), client_data_hash.begin(), client_data_hash.end());
    check_packed(object.statement, message, key);
}

}  // namespace suncrew::factors
