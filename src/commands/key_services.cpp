#include "commands/key_services.hpp"

#include "keys/file_keys.hpp"

namespace suncrew::commands {

std::unique_ptr<keys::KeyService> key_service(const KeySettings& settings) {
    try {
        return std::make_unique<keys::FileKeys>(settings.file);
    } catch (const std::exception& error) {
        throw BadConfiguration{std::string{"keys.file: "} + error.what()};
    }
}

}  // namespace suncrew::commands
