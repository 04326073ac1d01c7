#include "store/dsn.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "base/hex.hpp"
#include "store/errors.hpp"

namespace suncrew::store {
namespace {

constexpr std::string_view sqlite_form = "sqlite:PATH[?mode=ro][&synchronous=full|normal]";
constexpr std::string_view mysql_form = "mysql://USER:PASSWORD@HOST[:PORT]/DATABASE?ca=FILE";

[[noreturn]] void refuse(std::string_view what, std::string_view form) {
    throw BadDsn{"database address: " + std::string{what} + "; its form is " + std::string{form}};
}

std::string decode(std::string_view text, std::string_view form) {
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            decoded += text[i];
            continue;
        }
        const int high = i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
        const int low = i + 2 < text.size() ? hex_value(text[i + 2]) : -1;
        if (high < 0 || low < 0 || (high == 0 && low == 0))
            refuse("a % is not followed by two hexadecimal digits of a character", form);
        decoded += static_cast<char>(high * 16 + low);
        i += 2;
    }
    return decoded;
}

/// Cuts `text` at the first `mark`; what follows it, or nothing where there is no mark.
std::optional<std::string_view> cut(std::string_view& text, char mark) {
    const std::size_t at = text.find(mark);
    if (at == std::string_view::npos)
        return std::nullopt;
    const std::string_view after = text.substr(at + 1);
    text = text.substr(0, at);
    return after;
}

template <class Take>
void for_each_option(std::optional<std::string_view> options, std::string_view form, Take take) {
    while (options && !options->empty()) {
        std::string_view name = *options;
        options = cut(name, '&');
        const auto value = cut(name, '=');
        if (!value)
            refuse("an option has no value", form);
        if (!take(name, decode(*value, form)))
            refuse("unknown option, or an option's unknown value",
                   form);  // unnamed: it may be a stray password
    }
}

Dsn parse_sqlite(std::string_view rest) {
    Dsn dsn;
    const auto options = cut(rest, '?');
    dsn.path = decode(rest, sqlite_form);
    if (dsn.path.empty())
        refuse("the path is missing", sqlite_form);
    for_each_option(options, sqlite_form, [&](std::string_view name, const std::string& value) {
        if (name == "mode" && value == "ro")
            dsn.read_only = true;
        else if (name == "synchronous" && value == "full")
            dsn.synchronous = Dsn::Synchronous::full;
        else if (name == "synchronous" && value == "normal")
            dsn.synchronous = Dsn::Synchronous::normal;
        else
            return false;
        return true;
    });
    return dsn;
}

/// host, host:port, [address] or [address]:port
void parse_authority(std::string_view text, Dsn& dsn) {
    std::optional<std::string_view> port;
    if (text.starts_with('[')) {
        text.remove_prefix(1);
        const auto after = cut(text, ']');
        if (!after || (!after->empty() && !after->starts_with(':')))
            refuse("the bracket around the host is not closed", mysql_form);
        if (!after->empty())
            port = after->substr(1);
        dsn.host = text;
    } else {
        port = cut(text, ':');
        dsn.host = decode(text, mysql_form);
    }
    if (dsn.host.empty())
        refuse("the host is missing", mysql_form);
    if (!port)
        return;
    const auto [end, error] = std::from_chars(port->data(), port->data() + port->size(), dsn.port);
    if (error != std::errc{} || end != port->data() + port->size() || dsn.port == 0)
        refuse("the port is not a number from 1 to 65535", mysql_form);
}

Dsn parse_mysql(std::string_view rest) {
    Dsn dsn;
    dsn.database = Database::mysql;
    const auto options = cut(rest, '?');
    const std::size_t at = rest.rfind('@');
    if (at == std::string_view::npos)
        refuse("user and password are missing", mysql_form);
    std::string_view authority = rest.substr(at + 1);
    std::string_view user = rest.substr(0, at);
    const auto password = cut(user, ':');
    const auto name = cut(authority, '/');
    if (user.empty() || !password || password->empty())
        refuse("user or password is missing", mysql_form);
    dsn.user = decode(user, mysql_form);
    dsn.password = crypto::Secret::take(decode(*password, mysql_form));
    parse_authority(authority, dsn);
    if (!name || name->empty() || name->find('/') != std::string_view::npos)
        refuse("the name of the database is missing or has a slash", mysql_form);
    dsn.name = decode(*name, mysql_form);
    for_each_option(options, mysql_form, [&](std::string_view option, std::string value) {
        if (option == "ca")
            dsn.ca_file = std::move(value);
        return option == "ca" && !dsn.ca_file.empty();
    });
    if (dsn.ca_file.empty())
        refuse("ca=FILE is missing, without which the server could not be told from another", mysql_form);
    return dsn;
}

}  // namespace

Dsn Dsn::copy() const {
    Dsn other;
    other.database = database;
    other.path = path;
    other.read_only = read_only;
    other.synchronous = synchronous;
    other.host = host;
    other.port = port;
    other.user = user;
    other.password = password.copy();
    other.name = name;
    other.ca_file = ca_file;
    other.lock_wait_max = lock_wait_max;
    return other;
}

Dsn parse_dsn(std::string_view text) {
    constexpr std::string_view sqlite = "sqlite:";
    constexpr std::string_view mysql = "mysql://";
    if (text.starts_with(sqlite))
        return parse_sqlite(text.substr(sqlite.size()));
    if (text.starts_with(mysql))
        return parse_mysql(text.substr(mysql.size()));
    std::string forms{sqlite_form};
    forms.append(" or ").append(mysql_form);
    refuse("it starts with neither sqlite: nor mysql://", forms);
}

}  // namespace suncrew::store
