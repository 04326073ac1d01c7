#pragma once

#include <chrono>
#include <memory>
#include <string>

#include <curl/curl.h>

#include "egress/failed.hpp"

/// For this folder alone: what is libcurl's stays in here.
namespace suncrew::egress {

/// A transfer whose settings either took or throw Failed: an option that is silently not there would be a
/// hole. From the start it goes through no proxy, reads no .netrc, raises no signal, and its TLS is 1.2 or
/// newer with the peer's certificate and name verified.
class Handle {
public:
    Handle();

    template <class T>
    void set(CURLoption option, T value) {
        if (const CURLcode code = curl_easy_setopt(handle_.get(), option, value); code != CURLE_OK)
            throw Failed{std::string{"an option did not take: "} + curl_easy_strerror(code)};
    }
    void set_timeouts(std::chrono::milliseconds connect, std::chrono::milliseconds whole);
    /// `file`: PEM of the only authorities to trust; empty: those of the system.
    void trust(const std::string& file);

    CURLcode perform() { return curl_easy_perform(handle_.get()); }
    /// The code of the last reply, 0 where there was none.
    long reply() const;

private:
    struct Free {
        void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
    };
    std::unique_ptr<CURL, Free> handle_;
};

/// Texts for libcurl, as it wants them.
class List {
public:
    /// Throws Failed where there is no memory.
    void add(const std::string& text);
    curl_slist* get() const { return list_.get(); }

private:
    struct Free {
        void operator()(curl_slist* list) const { curl_slist_free_all(list); }
    };
    std::unique_ptr<curl_slist, Free> list_;
};

}  // namespace suncrew::egress
