#include <algorithm>
#include <stdexcept>

#include "egress/client.hpp"
#include "egress/handle.hpp"

namespace suncrew::egress {
namespace {

std::size_t read_message(char* buffer, std::size_t size, std::size_t count, void* source) {
    auto& rest = *static_cast<std::string_view*>(source);
    const std::size_t taken = std::min(size * count, rest.size());
    std::copy_n(rest.data(), taken, buffer);
    rest.remove_prefix(taken);
    return taken;
}

void check_address(const std::string& address) {
    if (address.empty() || std::any_of(address.begin(), address.end(),
                                       [](char c) { return c <= ' ' || c > '~' || c == '<' || c == '>'; }))
        throw std::invalid_argument{"a mail address that is none"};
}

void set_server(Handle& handle, const MailServerSettings& server) {
    const bool from_the_start = server.security == MailSecurity::tls;
    const std::string scheme = from_the_start ? "smtps" : "smtp";
    handle.set(CURLOPT_PROTOCOLS_STR, scheme.c_str());
    handle.set(CURLOPT_USE_SSL, static_cast<long>(CURLUSESSL_ALL));
    handle.trust(server.ca_file);
    handle.set(
        CURLOPT_URL,
        (scheme + "://" + server.host + ':' + std::to_string(server.port) + '/' + server.greeting).c_str());
    if (!server.user.empty()) {
        handle.set(CURLOPT_USERNAME, server.user.c_str());
        handle.set(CURLOPT_PASSWORD, std::string{server.password.expose()}.c_str());
    }
}

/// Whether the reply is about this mail, and for good; a 5xx to our sign-in is about us (RFC 4954, 6).
bool is_rejection(long reply) {
    return reply >= 550 && reply <= 556;
}

}  // namespace

void Client::send_mail(const MailServer& server, const std::string& sender, const std::string& recipient,
                       std::string_view message) {
    check_address(sender);
    check_address(recipient);
    if (message.size() > message_bytes_max)
        throw std::invalid_argument{"a message that is too large"};
    Handle handle;
    handle.set_timeouts(MailServer::connect_timeout, MailServer::timeout);
    set_server(handle, server.settings());
    List recipients;
    recipients.add('<' + recipient + '>');
    handle.set(CURLOPT_MAIL_FROM, ('<' + sender + '>').c_str());
    handle.set(CURLOPT_MAIL_RCPT, recipients.get());
    handle.set(CURLOPT_READFUNCTION, &read_message);
    handle.set(CURLOPT_READDATA, &message);
    handle.set(CURLOPT_UPLOAD, 1L);
    const CURLcode code = handle.perform();
    if (code == CURLE_OK)
        return;
    const std::string text =
        std::string{curl_easy_strerror(code)} + ", reply " + std::to_string(handle.reply());
    if (is_rejection(handle.reply()))
        throw Rejected{text};
    throw Failed{text};
}

}  // namespace suncrew::egress
