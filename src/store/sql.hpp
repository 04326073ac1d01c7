#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

namespace suncrew::store {

enum class Database : std::uint8_t { sqlite, mysql };

/// What a statement does, told from its first word.
enum class Verb : std::uint8_t {
    read,    ///< select, or a with that only selects
    write,   ///< insert, update, delete, replace, or a with that writes
    define,  ///< everything else: schema changes, for migrations only
};

namespace detail {

struct Shape {
    std::size_t parameters = 0;
    Verb verb = Verb::define;
};

constexpr bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

constexpr bool same_word(std::string_view a, std::string_view lower) {
    if (a.size() != lower.size())
        return false;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const char c = a[i] >= 'A' && a[i] <= 'Z' ? static_cast<char>(a[i] - 'A' + 'a') : a[i];
        if (c != lower[i])
            return false;
    }
    return true;
}

constexpr bool writes(std::string_view word) {
    return same_word(word, "insert") || same_word(word, "update") || same_word(word, "delete") ||
           same_word(word, "replace");
}

/// Position after the quoted text, identifier or comment that starts at `at`, or `at` where none does. A
/// quote inside a quoted text is doubled, which reads as two texts side by side; a backslash is an ordinary
/// character on both databases (the MySQL session runs with NO_BACKSLASH_ESCAPES and ANSI_QUOTES).
constexpr std::size_t skip_quoted(std::string_view text, std::size_t at) {
    std::string_view closing;
    std::size_t opening = 1;
    if (text[at] == '\'' || text[at] == '"' || text[at] == '`') {
        closing = text.substr(at, 1);
    } else if (text.substr(at, 2) == "--") {
        closing = "\n";
    } else if (text.substr(at, 2) == "/*") {
        closing = "*/";
        opening = 2;
    } else {
        return at;
    }
    const std::size_t end = text.find(closing, at + opening);
    if (end == std::string_view::npos)
        throw "a quote or comment is not closed";
    return end + closing.size();
}

/// Throws, which in a constant expression means that it does not compile.
constexpr Shape shape_of(std::string_view text) {
    Shape shape;
    std::string_view first;
    std::string_view second;
    bool writing = false;
    for (std::size_t at = 0; at < text.size();) {
        if (const std::size_t after = skip_quoted(text, at); after != at) {
            at = after;
            continue;
        }
        const char c = text[at];
        if (is_word(c)) {
            const std::size_t start = at;
            while (at < text.size() && is_word(text[at]))
                ++at;
            const std::string_view word = text.substr(start, at - start);
            if (first.empty())
                first = word;
            else if (second.empty())
                second = word;
            writing = writing || writes(word);
            continue;
        }
        if (c == '?')
            ++shape.parameters;
        if (c == '#')
            throw "a # starts a comment on one database and not on the other";
        if (c == ';' && !(same_word(first, "create") && same_word(second, "trigger")))
            throw "one statement, without a semicolon";
        ++at;
    }
    if (first.empty())
        throw "an empty statement";
    if (same_word(first, "select") || (same_word(first, "with") && !writing))
        shape.verb = Verb::read;
    else if (writes(first) || same_word(first, "with"))
        shape.verb = Verb::write;
    return shape;
}

constexpr std::string_view checked_text(const char* text) {
    const std::string_view view{text};
    for (const char c : view) {
        if (c != '\n' && (c < ' ' || c > '~'))
            throw "plain ASCII only";
    }
    return view;
}

}  // namespace detail

/// The text of one statement, which stands in the source: there is no way to make one at run time. A list is
/// bound as one JSON parameter, and filters and pages are enumerated statements.
/// Refused by the compiler: a semicolon (but in the body of a `create trigger`), an open quote or comment,
/// anything but ASCII, `#`, and two texts with different placeholders or of a different kind.
/// On MySQL the session has `ANSI_QUOTES` and `PIPES_AS_CONCAT`, so `"name"` and `||` mean the same on both.
class Sql {
public:
    consteval Sql(const char* both) : Sql{both, both} {}
    consteval Sql(const char* sqlite, const char* mysql)
        : sqlite_{detail::checked_text(sqlite)},
          mysql_{detail::checked_text(mysql)},
          shape_{detail::shape_of(sqlite_)} {
        const detail::Shape other = detail::shape_of(mysql_);
        if (other.parameters != shape_.parameters)
            throw "the two texts have different numbers of placeholders";
        if (other.verb != shape_.verb)
            throw "one text reads and the other writes";
    }

    constexpr std::size_t parameters() const { return shape_.parameters; }
    constexpr Verb verb() const { return shape_.verb; }
    /// Ends with a zero byte; its address is the statement's key in a connection's cache.
    constexpr std::string_view text(Database database) const {
        return database == Database::sqlite ? sqlite_ : mysql_;
    }

private:
    std::string_view sqlite_;
    std::string_view mysql_;
    detail::Shape shape_;
};

/// A statement of the given kind whose placeholders the compiler has counted against the arguments. Made from
/// a literal, from `{sqlite, mysql}`, or from a `constexpr Sql`.
template <Verb verb, class... Arguments>
class SqlFor {
public:
    consteval SqlFor(const char* both) : SqlFor{Sql{both}} {}
    consteval SqlFor(const char* sqlite, const char* mysql) : SqlFor{Sql{sqlite, mysql}} {}
    consteval SqlFor(Sql sql) : sql_{sql} {
        if (sql.parameters() != sizeof...(Arguments))
            throw "the placeholders and the arguments differ in number";
        if (sql.verb() != verb)
            throw "a reading function takes a select, run and insert take a statement that writes";
    }

    constexpr const Sql& sql() const { return sql_; }

private:
    Sql sql_;
};

template <class... Arguments>
using ReadSql = SqlFor<Verb::read, std::type_identity_t<Arguments>...>;
template <class... Arguments>
using WriteSql = SqlFor<Verb::write, std::type_identity_t<Arguments>...>;

}  // namespace suncrew::store
