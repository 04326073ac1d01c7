#include "egress/syslog_collector.hpp"

#include <algorithm>
#include <array>
#include <ctime>
#include <memory>
#include <stdexcept>
#include <string_view>
#include <utility>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

#include "egress/client.hpp"
#include "egress/host_name.hpp"

namespace suncrew::egress {
namespace {

/// "Security/authorization messages", which not everybody may read (RFC 5424, table 1).
constexpr int facility = 10;
/// How often a connection that is waited for is looked at.
constexpr unsigned look_every_ms = 20;
constexpr int words_max = 64;  ///< of a collector that has nothing to say

struct Free {
    void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
    void operator()(BIO* bio) const { BIO_free_all(bio); }
};
using Context = std::unique_ptr<SSL_CTX, Free>;
using Connection = std::unique_ptr<BIO, Free>;

[[noreturn]] void fail(const char* what) {
    const unsigned long error = ERR_peek_last_error();
    const char* reason = error ? ERR_reason_error_string(error) : nullptr;
    ERR_clear_error();
    throw Failed{std::string{"the collector: "} + what + (reason ? std::string{": "} + reason : "")};
}

bool is_printable(std::string_view text, char first) {
    return std::all_of(text.begin(), text.end(), [first](char c) { return c >= first && c <= '~'; });
}

/// One message with its length before it (RFC 5425, section 4.3).
std::string framed(const SyslogMessage& message, const std::string& own_name) {
    if (message.id.empty() || message.id.size() > syslog_id_bytes_max || !is_printable(message.id, '!') ||
        !is_printable(message.text, ' '))
        throw std::invalid_argument{"a syslog message that is not plain ASCII"};
    const std::string text = '<' + std::to_string(facility * 8 + static_cast<int>(message.severity)) + ">1 " +
                             suncrew::to_string(message.at) + ' ' + own_name + " suncrew - " + message.id +
                             " - " + message.text;
    if (text.size() > syslog_message_bytes_max)
        throw std::invalid_argument{"a syslog message that is too large"};
    return std::to_string(text.size()) + ' ' + text;
}

Context context_of(const SyslogCollectorSettings& settings) {
    Context context{SSL_CTX_new(TLS_client_method())};
    if (!context || SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION) != 1)
        fail("no TLS");
    if (SSL_CTX_load_verify_file(context.get(), settings.ca_file.c_str()) != 1)
        fail("its authority cannot be read");
    SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, nullptr);
    return context;
}

/// Connected, with the certificate verified; OpenSSL ends the handshake where it is not.
Connection connected(SSL_CTX& context, const SyslogCollectorSettings& settings) {
    Connection connection{BIO_new_ssl_connect(&context)};
    SSL* tls = nullptr;
    if (!connection || BIO_get_ssl(connection.get(), &tls) != 1 || !tls)
        fail("no TLS");
    SSL_set_mode(tls, SSL_MODE_AUTO_RETRY);
    if (SSL_set1_host(tls, settings.host.c_str()) != 1 ||
        SSL_set_tlsext_host_name(tls, settings.host.c_str()) != 1)
        fail("its name is none");
    BIO_set_conn_hostname(connection.get(), settings.host.c_str());
    BIO_set_conn_port(connection.get(), std::to_string(settings.port).c_str());
    BIO_set_nbio(connection.get(), 1);
    constexpr auto seconds = static_cast<int>(SyslogCollector::connect_timeout.count());
    if (BIO_do_connect_retry(connection.get(), seconds, static_cast<int>(look_every_ms)) != 1)
        fail("it cannot be reached, or is not who it should be");
    if (SSL_get_verify_result(tls) != X509_V_OK)
        fail("it is not who it should be");
    return connection;
}

/// Until there is something to read or room to write.
void wait(BIO& connection, std::time_t deadline) {
    if (!BIO_should_retry(&connection))
        fail("the connection broke");
    if (BIO_wait(&connection, deadline, look_every_ms) != 1)
        fail("it takes too long");
}

void write_all(BIO& connection, std::string_view text, std::time_t deadline) {
    while (!text.empty()) {
        std::size_t written = 0;
        if (BIO_write_ex(&connection, text.data(), text.size(), &written) == 1)
            text.remove_prefix(written);
        else
            wait(connection, deadline);
    }
}

/// Says that nothing more comes, and waits until the other side has closed too.
void finish(BIO& connection, std::time_t deadline) {
    SSL* tls = nullptr;
    BIO_get_ssl(&connection, &tls);
    if (SSL_shutdown(tls) < 0)
        fail("the connection broke at its end");
    // A collector has nothing to say; a little of what it says is passed over.
    std::array<char, 1024> answer;
    for (int words = 0; words < words_max;) {
        std::size_t read = 0;
        if (BIO_read_ex(&connection, answer.data(), answer.size(), &read) == 1) {
            ++words;
            continue;
        }
        if (SSL_get_shutdown(tls) & SSL_RECEIVED_SHUTDOWN)
            return;
        if (!BIO_should_retry(&connection) &&
            ERR_GET_REASON(ERR_peek_last_error()) == SSL_R_UNEXPECTED_EOF_WHILE_READING) {
            ERR_clear_error();  // closed without saying so in TLS, as many receivers do
            return;
        }
        wait(connection, deadline);
    }
    fail("it talks and does not close");
}

}  // namespace

SyslogCollector::SyslogCollector(SyslogCollectorSettings settings) : settings_{std::move(settings)} {
    if (!is_server(settings_.host))
        throw std::invalid_argument{"the host is not a host name"};
    if (!is_server(settings_.own_name))
        throw std::invalid_argument{"our own name is not a host name"};
    if (settings_.port == 0)
        throw std::invalid_argument{"the port is 0"};
    if (settings_.ca_file.empty())
        throw std::invalid_argument{"ca_file is missing: the authority that its certificate is checked by"};
}

void SyslogCollector::send(std::span<const SyslogMessage> messages) const {
    std::string all;
    for (const SyslogMessage& message : messages)
        all += framed(message, settings_.own_name);
    ERR_clear_error();
    const Context context = context_of(settings_);
    const Connection connection = connected(*context, settings_);
    const std::time_t deadline = std::time(nullptr) + send_timeout.count();
    write_all(*connection, all, deadline);
    finish(*connection, deadline);
}

}  // namespace suncrew::egress
