#include "egress/answer_cache.hpp"

#include <algorithm>
#include <fstream>
#include <stdexcept>
#include <utility>
#include <vector>

#include <unistd.h>

namespace suncrew::egress {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view unfinished = ".part";

/// A name that no other writer has now.
fs::path beside(const fs::path& path) {
    std::string pattern = (path.parent_path() / ".text_XXXXXX").string() + std::string{unfinished};
    const int file = ::mkstemps(pattern.data(), static_cast<int>(unfinished.size()));
    if (file < 0)
        return {};
    ::close(file);
    return pattern;
}

}  // namespace

AnswerCache::AnswerCache(fs::path folder, std::size_t texts_max)
    : folder_{std::move(folder)}, texts_max_{texts_max} {
    if (texts_max == 0 || texts_max > texts_limit)
        throw std::invalid_argument{"a cache of answers keeps 1 to 10000 texts"};
    fs::create_directories(folder_);
}

fs::path AnswerCache::path_of(std::string_view name) const {
    constexpr std::string_view plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._";
    if (name.empty() || name.size() > 100 || name.front() == '.' ||
        name.find_first_not_of(plain) != name.npos)
        throw std::invalid_argument{"not a name of a kept text"};
    return folder_ / name;
}

std::optional<std::string> AnswerCache::find(std::string_view name) const {
    const fs::path path = path_of(name);
    std::ifstream file{path, std::ios::binary};
    if (!file)
        return std::nullopt;
    std::string text(text_bytes_max + 1, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (file.bad() || !file.eof())
        return std::nullopt;
    text.resize(static_cast<std::size_t>(file.gcount()));
    std::error_code away;
    fs::last_write_time(path, fs::file_time_type::clock::now(), away);  // asked for just now
    return text;
}

bool AnswerCache::keep(std::string_view name, std::string_view text) const {
    const fs::path path = path_of(name);
    if (text.size() > text_bytes_max)
        return false;
    const fs::path part = beside(path);
    if (part.empty())
        return false;
    std::ofstream file{part, std::ios::binary};
    file.write(text.data(), static_cast<std::streamsize>(text.size()));
    file.close();
    std::error_code failed;
    if (file)
        fs::rename(part, path, failed);
    if (!file || failed) {
        fs::remove(part, failed);
        return false;
    }
    make_room();
    return true;
}

void AnswerCache::drop(std::string_view name) const {
    std::error_code away;
    fs::remove(path_of(name), away);
}

void AnswerCache::make_room() const {
    std::vector<std::pair<fs::file_time_type, fs::path>> texts;
    std::error_code away;
    for (fs::directory_iterator entry{folder_, away}; !away && entry != fs::directory_iterator{};
         entry.increment(away)) {
        std::error_code gone;
        if (const auto time = entry->last_write_time(gone); !gone)
            texts.emplace_back(time, entry->path());
    }
    if (texts.size() <= texts_max_)
        return;
    const auto surplus = static_cast<std::ptrdiff_t>(texts.size() - texts_max_);
    std::partial_sort(texts.begin(), texts.begin() + surplus, texts.end());
    for (auto oldest = texts.begin(); oldest != texts.begin() + surplus; ++oldest)
        fs::remove(oldest->second, away);
}

}  // namespace suncrew::egress
