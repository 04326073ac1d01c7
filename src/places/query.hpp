#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "places/country.hpp"

namespace suncrew::places {

/// More bytes than this are not the name of a place.
inline constexpr std::size_t text_bytes_max = 80;

/// What a person typed, taken apart: nothing in it has a meaning to the full-text index any more.
class Query {
public:
    /// Any bytes. ASCII letters and digits and everything that is not ASCII are kept, the rest parts words.
    explicit Query(std::string_view text);

    bool empty() const { return words_.empty(); }

    /// The words as one, `NuevaYork`: each name is in the index as one such token.
    std::string joined() const;

    /// FTS5 expressions for a column of whole names, equal to the text or beginning with it …
    std::string equal(std::string_view column, std::optional<Country> country) const;
    std::string beginning(std::string_view column, std::optional<Country> country) const;
    /// … and for names that have all the words, the last of which may be unfinished.
    std::string all_words(std::optional<Country> country) const;

    /// The first 3 to 5 digits of a ZIP code of the United States (`941`, `94103`, `94103-1234`).
    std::optional<std::string> zip() const;
    /// The sorting area of a Canadian postal code (`M5V` of `m5v 2t6`), the part that has a position.
    std::optional<std::string> sorting_area() const;

private:
    std::vector<std::string> words_;
};

}  // namespace suncrew::places
