#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "http/message.hpp"

namespace suncrew::http {

/// The exported web application: its files are found once at the start and mapped into memory, so that
/// nothing a request says ever becomes a path on disk.
class StaticSite {
public:
    static constexpr std::size_t files_max = 5000;

    /// Reads `headers.json` of the folder, the Content-Security-Policy of each page. Throws
    /// std::runtime_error where the folder is not an exported site.
    explicit StaticSite(const std::filesystem::path& folder);
    ~StaticSite();
    StaticSite(const StaticSite&) = delete;
    StaticSite& operator=(const StaticSite&) = delete;

    /// The file at a path, compressed where the client takes that; 304 where it has it already; the site's
    /// own not-found page otherwise.
    Response get(const Request& request) const;

private:
    struct File {
        std::string_view plain;
        std::string_view gzip;
        std::string_view content_type;
        std::string policy;  ///< empty for what is not a page
        std::string tag;
        bool immutable = false;
    };
    void add(const std::filesystem::path& folder, const std::filesystem::path& path);
    std::string_view map(const std::filesystem::path& path);
    Response answer(const File& file, const Request& request, int status) const;

    std::map<std::string, File, std::less<>> files_;  ///< by the path in the address
    std::map<std::string, std::string, std::less<>> policies_;
    std::vector<std::string_view> mapped_;
};

}  // namespace suncrew::http
