#include "commands/log_key.hpp"

#include <fstream>
#include <string>
#include <utility>

namespace suncrew::commands {
namespace {

constexpr std::size_t key_file_bytes_max = 4096;

crypto::Secret read_key(const std::filesystem::path& path) {
    std::ifstream file{path, std::ios::binary};
    std::string text(key_file_bytes_max, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(file.gcount()));
    if (text.empty())
        throw BadConfiguration{"log.key: " + path.string() +
                               " cannot be read; openssl genpkey -algorithm ed25519 makes one"};
    return crypto::Secret::take(text);
}

}  // namespace

audit::NoteSigner log_signer(const LogSettings& settings) {
    const crypto::Secret pem = read_key(settings.key);
    try {
        return {settings.name, crypto::Ed25519PrivateKey::from_pem(pem)};
    } catch (const std::invalid_argument& error) {
        throw BadConfiguration{std::string{"log.name: "} + error.what()};
    } catch (const std::runtime_error& error) {
        throw BadConfiguration{std::string{"log.key: "} + error.what()};
    }
}

std::optional<audit::FileWitness> witness_of(const LogSettings& settings) {
    if (!settings.witness)
        return std::nullopt;
    return audit::FileWitness{*settings.witness};
}

std::unique_ptr<audit::HttpsWitness> far_witness(const WitnessSettings& settings, egress::Observer observer) {
    if (!settings.https)
        return nullptr;
    return std::make_unique<audit::HttpsWitness>(egress::Vendor{*settings.https}, settings.path,
                                                 std::move(observer));
}

}  // namespace suncrew::commands
