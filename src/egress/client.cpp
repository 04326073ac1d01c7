#include "egress/client.hpp"

#include <algorithm>
#include <memory>
#include <stdexcept>

#include <curl/curl.h>

namespace suncrew::egress {
namespace {

struct Free {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

/// A handle whose settings either took or throw: an option that is silently not there would be a hole.
class Handle {
public:
    Handle() : handle_{curl_easy_init()} {
        if (!handle_)
            throw Failed{"no handle"};
    }
    template <class T>
    void set(CURLoption option, T value) {
        if (const CURLcode code = curl_easy_setopt(handle_.get(), option, value); code != CURLE_OK)
            throw Failed{std::string{"an option did not take: "} + curl_easy_strerror(code)};
    }
    CURLcode perform() { return curl_easy_perform(handle_.get()); }
    long reply() const {
        long code = 0;
        curl_easy_getinfo(handle_.get(), CURLINFO_RESPONSE_CODE, &code);
        return code;
    }

private:
    std::unique_ptr<CURL, Free> handle_;
};

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

void set_limits(Handle& handle) {
    handle.set(CURLOPT_NOSIGNAL, 1L);
    handle.set(CURLOPT_CONNECTTIMEOUT_MS,
               static_cast<long>(std::chrono::milliseconds{MailServer::connect_timeout}.count()));
    handle.set(CURLOPT_TIMEOUT_MS, static_cast<long>(std::chrono::milliseconds{MailServer::timeout}.count()));
    handle.set(CURLOPT_PROXY, "");  // nor one from the environment
    handle.set(CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
}

void demand_tls(Handle& handle, const MailServerSettings& server) {
    handle.set(CURLOPT_USE_SSL, static_cast<long>(CURLUSESSL_ALL));
    handle.set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    handle.set(CURLOPT_SSL_VERIFYPEER, 1L);
    handle.set(CURLOPT_SSL_VERIFYHOST, 2L);
    if (!server.ca_file.empty()) {
        handle.set(CURLOPT_CAINFO, server.ca_file.c_str());
        handle.set(CURLOPT_CAPATH, static_cast<const char*>(nullptr));  // that authority and no other
    }
}

void set_server(Handle& handle, const MailServerSettings& server) {
    const bool from_the_start = server.security == MailSecurity::tls;
    const std::string scheme = from_the_start ? "smtps" : "smtp";
    handle.set(CURLOPT_PROTOCOLS_STR, scheme.c_str());
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

Client::Client() {
    static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (ready != CURLE_OK)
        throw Failed{"libcurl does not start"};
}

void Client::send_mail(const MailServer& server, const std::string& sender, const std::string& recipient,
                       std::string_view message) {
    check_address(sender);
    check_address(recipient);
    if (message.size() > message_bytes_max)
        throw std::invalid_argument{"a message that is too large"};
    Handle handle;
    set_limits(handle);
    demand_tls(handle, server.settings());
    set_server(handle, server.settings());
    const std::unique_ptr<curl_slist, Free> recipients{
        curl_slist_append(nullptr, ('<' + recipient + '>').c_str())};
    if (!recipients)
        throw Failed{"no memory"};
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
