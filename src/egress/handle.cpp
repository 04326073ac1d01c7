#include "egress/handle.hpp"

namespace suncrew::egress {

Handle::Handle() : handle_{curl_easy_init()} {
    if (!handle_)
        throw Failed{"no handle"};
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_PROXY, "");  // nor one from the environment
    set(CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
    set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    set(CURLOPT_SSL_VERIFYPEER, 1L);
    set(CURLOPT_SSL_VERIFYHOST, 2L);
}

void Handle::set_timeouts(std::chrono::milliseconds connect, std::chrono::milliseconds whole) {
    set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(connect.count()));
    set(CURLOPT_TIMEOUT_MS, static_cast<long>(whole.count()));
}

void Handle::trust(const std::string& file) {
    if (file.empty())
        return;
    set(CURLOPT_CAINFO, file.c_str());
    set(CURLOPT_CAPATH, static_cast<const char*>(nullptr));  // those authorities and no other
}

long Handle::reply() const {
    long code = 0;
    curl_easy_getinfo(handle_.get(), CURLINFO_RESPONSE_CODE, &code);
    return code;
}

void List::add(const std::string& text) {
    curl_slist* const longer = curl_slist_append(list_.get(), text.c_str());
    if (!longer)
        throw Failed{"no memory"};
    static_cast<void>(list_.release());  // it is what `longer` begins with
    list_.reset(longer);
}

}  // namespace suncrew::egress
