#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace suncrew::egress {

/// What vendors have said, so that they are asked once: texts by name in a folder of its own, of which the
/// ones that nobody asked for longest go first. For any number of threads and programs: a text is whole or
/// not there.
class AnswerCache {
public:
    static constexpr std::size_t texts_limit = 10'000;
    static constexpr std::size_t text_bytes_max = 4 * 1024 * 1024;

    /// Makes the folder where it is missing. `texts_max` is 1 to texts_limit. Throws std::invalid_argument
    /// and std::filesystem::filesystem_error.
    AnswerCache(std::filesystem::path folder, std::size_t texts_max);

    /// None where it is not kept, or cannot be read. `name` is of letters, digits and "-._" and does not
    /// begin with a dot; else throws std::invalid_argument.
    std::optional<std::string> find(std::string_view name) const;
    /// Keeps a text of at most text_bytes_max, in place of an older one. A full disk, or a folder that is
    /// away, costs no more than that it is not kept; whether it is.
    bool keep(std::string_view name, std::string_view text) const;
    /// Drops a text that turned out to be none.
    void drop(std::string_view name) const;

private:
    std::filesystem::path path_of(std::string_view name) const;
    void make_room() const;

    std::filesystem::path folder_;
    std::size_t texts_max_;
};

}  // namespace suncrew::egress
