#include "egress/transfer.hpp"

#include <sys/socket.h>

#include "egress/address.hpp"

namespace suncrew::egress {
namespace {

/// What libcurl's callbacks know and find out.
struct Progress {
    AddressKind expected = AddressKind::global;
    std::size_t body_bytes_max = 0;
    bool address_refused = false;
    bool too_large = false;
    std::size_t header_bytes = 0;
    std::string body;  ///< has its room from the start, so that no copy of it stays behind
};

/// The only place where a connection begins, with the address that it will have.
curl_socket_t open_socket(void* data, curlsocktype, curl_sockaddr* address) {
    auto& progress = *static_cast<Progress*>(data);
    if (kind_of(address->addr, address->addrlen) != progress.expected) {
        progress.address_refused = true;
        return CURL_SOCKET_BAD;
    }
    return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

std::size_t take_header(char*, std::size_t size, std::size_t count, void* data) {
    auto& progress = *static_cast<Progress*>(data);
    progress.header_bytes += size * count;
    progress.too_large = progress.header_bytes > answer_header_bytes_max;
    return progress.too_large ? 0 : size * count;
}

std::size_t take_body(char* bytes, std::size_t size, std::size_t count, void* data) {
    auto& progress = *static_cast<Progress*>(data);
    if (size * count > progress.body_bytes_max - progress.body.size()) {
        progress.too_large = true;
        return 0;
    }
    progress.body.append(bytes, size * count);
    return size * count;
}

void allow_https_alone(Handle& handle) {
    handle.set(CURLOPT_PROTOCOLS_STR, "https");
    handle.set(CURLOPT_REDIR_PROTOCOLS_STR, "https");
    handle.set(CURLOPT_FOLLOWLOCATION, 0L);
    handle.set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    handle.set(CURLOPT_PATH_AS_IS, 1L);
    handle.set(CURLOPT_HTTP09_ALLOWED, 0L);
}

void set_callbacks(Handle& handle, Progress& progress) {
    handle.set(CURLOPT_OPENSOCKETFUNCTION, &open_socket);
    handle.set(CURLOPT_OPENSOCKETDATA, &progress);
    handle.set(CURLOPT_HEADERFUNCTION, &take_header);
    handle.set(CURLOPT_HEADERDATA, &progress);
    handle.set(CURLOPT_WRITEFUNCTION, &take_body);
    handle.set(CURLOPT_WRITEDATA, &progress);
}

List headers_of(const HttpsRequest& request) {
    List list;
    list.add("Expect:");        // no wait for leave to send
    list.add("Content-Type:");  // not libcurl's guess; a type of the request comes after it
    for (const Header& header : request.headers)
        list.add(header.name + ": " + header.value);
    return list;
}

void set_body(Handle& handle, const HttpsRequest& request) {
    if (request.method == Method::get)
        return;
    handle.set(CURLOPT_POST, 1L);
    handle.set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    handle.set(CURLOPT_POSTFIELDS, request.body.empty() ? "" : request.body.expose().data());
}

Outcome outcome_of(CURLcode code, const Progress& progress) {
    if (code == CURLE_OK)
        return Outcome::answered;
    if (progress.too_large)
        return Outcome::too_large;
    switch (code) {
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_CACERT_BADFILE:
        case CURLE_SSL_ISSUER_ERROR:
            return Outcome::not_trusted;
        case CURLE_OPERATION_TIMEDOUT:
            return Outcome::too_slow;
        case CURLE_COULDNT_CONNECT:
            return progress.address_refused ? Outcome::address_refused : Outcome::unreachable;
        case CURLE_COULDNT_RESOLVE_HOST:
            return Outcome::unreachable;
        default:
            return Outcome::broken;
    }
}

}  // namespace

HttpsAnswer transfer(const Vendor& vendor, const HttpsRequest& request, const std::vector<std::string>& names,
                     Call& call) {
    const VendorSettings& settings = vendor.settings();
    Progress progress{
        .expected = settings.reach == Reach::internet ? AddressKind::global : AddressKind::loopback,
        .body_bytes_max = settings.answer_bytes_max,
        .body = {}};
    progress.body.reserve(settings.answer_bytes_max);
    Handle handle;
    allow_https_alone(handle);
    handle.set_timeouts(settings.connect_timeout, settings.timeout);
    handle.trust(settings.ca_file);
    set_callbacks(handle, progress);
    handle.set(CURLOPT_URL,
               ("https://" + settings.host + ':' + std::to_string(settings.port) + request.path).c_str());
    const List headers = headers_of(request);
    handle.set(CURLOPT_HTTPHEADER, headers.get());
    List resolved;
    for (const std::string& name : names)
        resolved.add(name);
    handle.set(CURLOPT_RESOLVE, resolved.get());
    set_body(handle, request);

    call.outcome = outcome_of(handle.perform(), progress);
    call.sent_bytes = request.body.size();
    call.received_bytes = progress.body.size();
    HttpsAnswer answer{.status = 0, .body = crypto::Secret::take(progress.body)};
    if (call.outcome != Outcome::answered)
        return {};
    answer.status = call.status = static_cast<int>(handle.reply());
    return answer;
}

}  // namespace suncrew::egress
