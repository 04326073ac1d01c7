#include "hardened_process.hpp"

#include <cstdlib>
#include <cstring>
#include <new>
#include <stdexcept>

#include <curl/curl.h>
#include <malloc.h>
#include <openssl/crypto.h>
#include <sys/prctl.h>
#include <sys/resource.h>

namespace suncrew {
namespace {

/// Private keys are kept by OpenSSL in locked pages that no dump has.
constexpr std::size_t openssl_secrets_bytes = 64 * 1024;
constexpr std::size_t openssl_secret_bytes_min = 32;

void free_wiped(void* block) noexcept {
    if (block)
        ::explicit_bzero(block, ::malloc_usable_size(block));
    std::free(block);
}

/// Never in place: what a block leaves behind would not be known.
void* reallocate_wiped(void* block, std::size_t bytes) noexcept {
    if (!block)
        return std::malloc(bytes);
    if (bytes == 0) {
        free_wiped(block);
        return nullptr;
    }
    const std::size_t had = ::malloc_usable_size(block);
    if (bytes <= had && bytes >= had / 2)
        return block;
    void* const other = std::malloc(bytes);
    if (!other)
        return nullptr;
    std::memcpy(other, block, had < bytes ? had : bytes);
    free_wiped(block);
    return other;
}

void* openssl_malloc(std::size_t bytes, const char*, int) {
    return std::malloc(bytes);
}
void* openssl_realloc(void* block, std::size_t bytes, const char*, int) {
    return reallocate_wiped(block, bytes);
}
void openssl_free(void* block, const char*, int) {
    free_wiped(block);
}

char* duplicate(const char* text) {
    return ::strdup(text);
}

}  // namespace

void harden_process() {
    const rlimit none{0, 0};
    if (::setrlimit(RLIMIT_CORE, &none) != 0 || ::prctl(PR_SET_DUMPABLE, 0) != 0)
        throw std::runtime_error{"core dumps cannot be switched off"};
    if (CRYPTO_set_mem_functions(openssl_malloc, openssl_realloc, openssl_free) != 1)
        throw std::runtime_error{"OpenSSL was used before its memory was"};
    // Without it OpenSSL keeps private keys in memory as any other; where pages cannot be locked it is still
    // left out of dumps (its result 2).
    if (CRYPTO_secure_malloc_init(openssl_secrets_bytes, openssl_secret_bytes_min) == 0)
        throw std::runtime_error{"OpenSSL gets no memory for private keys"};
    if (curl_global_init_mem(CURL_GLOBAL_DEFAULT, std::malloc, free_wiped, reallocate_wiped, duplicate,
                             std::calloc) != CURLE_OK)
        throw std::runtime_error{"libcurl does not start"};
}

}  // namespace suncrew

// The sanitizers have these of their own.
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)

void* operator new(std::size_t bytes) {
    for (;;) {
        if (void* const block = std::malloc(bytes > 0 ? bytes : 1))
            return block;
        const auto handler = std::get_new_handler();
        if (!handler)
            throw std::bad_alloc{};
        handler();
    }
}
void operator delete(void* block) noexcept {
    suncrew::free_wiped(block);
}
void operator delete(void* block, std::size_t) noexcept {
    suncrew::free_wiped(block);
}

#endif
