// Any bytes as a search for a place: the full-text index must understand what is made of them.
#include <algorithm>

#include <sqlite3.h>

#include "places/query.hpp"
#include "property.hpp"

using namespace suncrew;
using places::Query;

namespace {

/// An empty index: a syntax error shows before any row is looked at.
class Index {
public:
    Index() {
        fuzz::must_hold(sqlite3_open(":memory:", &database_) == SQLITE_OK, "SQLite opens");
        fuzz::must_hold(sqlite3_exec(database_, "create virtual table t using fts5(joined, words, country)",
                                     nullptr, nullptr, nullptr) == SQLITE_OK,
                        "SQLite has FTS5");
        sqlite3_prepare_v2(database_, "select rowid from t where t match ?", -1, &search_, nullptr);
    }
    bool understands(const std::string& expression) {
        sqlite3_bind_text(search_, 1, expression.data(), static_cast<int>(expression.size()), SQLITE_STATIC);
        const int result = sqlite3_step(search_);
        sqlite3_reset(search_);
        return result == SQLITE_DONE;
    }

private:
    sqlite3* database_ = nullptr;
    sqlite3_stmt* search_ = nullptr;
};

bool parts_words(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x80 && !(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z');
}

void check_codes(const Query& query) {
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    const auto capital = [](char c) { return c >= 'A' && c <= 'Z'; };
    if (const auto zip = query.zip())
        fuzz::must_hold(zip->size() >= 3 && zip->size() <= 5 && std::all_of(zip->begin(), zip->end(), digit),
                        "a ZIP code is 3 to 5 digits");
    if (const auto area = query.sorting_area())
        fuzz::must_hold(area->size() == 3 && capital((*area)[0]) && digit((*area)[1]) && capital((*area)[2]),
                        "a sorting area is letter, digit, letter");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static Index index;
    const std::string_view text = fuzz::text_of(data, std::min(size, places::text_bytes_max));
    const Query query{text};

    std::string kept{text};
    std::erase_if(kept, parts_words);
    fuzz::must_hold(query.joined() == kept, "the words are the text without what parts them");
    fuzz::must_hold(query.empty() == kept.empty(), "a query without words is empty");
    check_codes(query);
    if (query.empty())
        return 0;
    for (const auto country : {places::parse_country("ES"), std::optional<places::Country>{}}) {
        fuzz::must_hold(index.understands(query.equal("joined", country)), "the index understands `equal`");
        fuzz::must_hold(index.understands(query.beginning("joined", country)),
                        "the index understands `beginning`");
        fuzz::must_hold(index.understands(query.all_words(country)), "the index understands `all_words`");
    }
    return 0;
}
