#include "commands/couriers.hpp"

namespace suncrew::commands {
namespace {

egress::Client& door_out() {
    static egress::Client client;
    return client;
}

egress::MailServerSettings copy(const egress::MailServerSettings& settings) {
    return {settings.host,    settings.port,    settings.security, settings.user, settings.password.copy(),
            settings.ca_file, settings.greeting};
}

}  // namespace

std::unique_ptr<notify::Courier> make_courier(const Configuration& configuration) {
    if (configuration.mail_server)
        return std::make_unique<notify::SmtpCourier>(
            door_out(), egress::MailServer{copy(*configuration.mail_server)}, configuration.mail_sender);
    return std::make_unique<notify::FolderCourier>(configuration.mail_folder, configuration.mail_sender);
}

}  // namespace suncrew::commands
