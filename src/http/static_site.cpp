#include "http/static_site.hpp"

#include <array>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <utility>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "wire/parse.hpp"

namespace suncrew::http {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::pair<std::string_view, std::string_view>, 12> content_types{{
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".ico", "image/x-icon"},
    {".webp", "image/webp"},
    {".woff2", "font/woff2"},
    {".webmanifest", "application/manifest+json"},
    {".txt", "text/plain; charset=utf-8"},
    {".map", "application/json"},
}};

constexpr std::string_view page_ending = ".html";
constexpr std::string_view not_found_page = "/404";

std::string_view content_type_of(const fs::path& path) {
    const std::string ending = path.extension().string();
    for (const auto& [known, type] : content_types)
        if (ending == known)
            return type;
    return "application/octet-stream";
}

bool is_compressed_copy(const fs::path& path) {
    return path.extension() == ".gz" || path.extension() == ".br";
}

/// FNV-1a over the content: a tag only has to change when the file does.
std::string tag_of(std::string_view content) {
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (const char c : content)
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
    return '"' + std::to_string(hash) + '"';
}

}  // namespace

StaticSite::StaticSite(const fs::path& folder) {
    std::ifstream headers{folder / "headers.json"};
    if (!headers)
        throw std::runtime_error{"the web application is not in " + folder.string()};
    const std::string text{std::istreambuf_iterator<char>{headers}, {}};
    const boost::json::value policies = wire::parse(text);
    for (const auto& [page, policy] : policies.get_object())
        policies_.emplace(std::string_view{page.data(), page.size()}, std::string{policy.as_string()});
    for (const auto& entry : fs::recursive_directory_iterator{folder})
        if (entry.is_regular_file() && !is_compressed_copy(entry.path()))
            add(folder, entry.path());
    if (!files_.contains(not_found_page))
        throw std::runtime_error{"the web application has no not-found page in " + folder.string()};
}

StaticSite::~StaticSite() {
    for (const std::string_view content : mapped_)
        ::munmap(const_cast<char*>(content.data()), content.size());
}

std::string_view StaticSite::map(const fs::path& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    struct stat status {};
    if (file < 0 || ::fstat(file, &status) != 0)
        throw std::runtime_error{"cannot read " + path.string()};
    const auto size = static_cast<std::size_t>(status.st_size);
    void* address = size == 0 ? nullptr : ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0);
    ::close(file);
    if (address == MAP_FAILED)
        throw std::runtime_error{"cannot map " + path.string()};
    if (!address)
        return {};
    return mapped_.emplace_back(static_cast<const char*>(address), size);
}

void StaticSite::add(const fs::path& folder, const fs::path& path) {
    if (files_.size() >= files_max)
        throw std::runtime_error{"the web application has too many files"};
    std::string address = '/' + path.lexically_relative(folder).generic_string();
    if (address == "/headers.json")
        return;
    File file;
    if (const auto policy = policies_.find(address); policy != policies_.end())
        file.policy = policy->second;
    file.content_type = content_type_of(path);
    file.immutable = address.starts_with("/_next/static/");
    file.plain = map(path);
    if (fs::exists(path.string() + ".gz"))
        file.gzip = map(path.string() + ".gz");
    file.tag = file.immutable ? std::string{} : tag_of(file.plain);
    if (address.ends_with(page_ending)) {
        if (file.policy.empty())
            throw std::runtime_error{"a page without a policy: " + address};
        address.resize(address.size() - page_ending.size());
        if (address == "/index")
            address = "/";
    }
    files_.emplace(std::move(address), std::move(file));
}

Response StaticSite::answer(const File& file, const Request& request, int status) const {
    Response response{.status = status, .content_type = file.content_type};
    if (!file.policy.empty())
        response.headers.emplace_back("Content-Security-Policy", file.policy);
    response.headers.emplace_back("Cache-Control",
                                  file.immutable ? "public, max-age=31536000, immutable" : "no-cache");
    response.headers.emplace_back("Vary", "Accept-Encoding");
    if (!file.tag.empty()) {
        response.headers.emplace_back("ETag", file.tag);
        if (request.if_none_match == file.tag && status == 200) {
            response.status = 304;
            return response;
        }
    }
    const bool compressed = !file.gzip.empty() && request.accept_encoding.find("gzip") != std::string::npos;
    if (compressed)
        response.headers.emplace_back("Content-Encoding", "gzip");
    response.content = compressed ? file.gzip : file.plain;
    return response;
}

Response StaticSite::get(const Request& request) const {
    if (const auto found = files_.find(request.path); found != files_.end())
        return answer(found->second, request, 200);
    return answer(files_.find(not_found_page)->second, request, 404);
}

}  // namespace suncrew::http
