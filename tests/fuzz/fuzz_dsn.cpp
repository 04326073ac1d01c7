// Any text as a database's address: what is read is complete and reads the same when it is escaped anew, and
// a complaint never repeats the password.
#include <algorithm>

#include "percent.hpp"
#include "property.hpp"
#include "store/dsn.hpp"
#include "store/errors.hpp"

using namespace suncrew;
using store::Dsn;

namespace {

std::string escaped(const Dsn& dsn) {
    using fuzz::percent_encoded;
    if (dsn.database == store::Database::sqlite)
        return "sqlite:" + percent_encoded(dsn.path) +
               "?synchronous=" + (dsn.synchronous == Dsn::Synchronous::full ? "full" : "normal") +
               (dsn.read_only ? "&mode=ro" : "");
    return "mysql://" + percent_encoded(dsn.user) + ':' + percent_encoded(dsn.password.expose()) + '@' +
           percent_encoded(dsn.host) + ':' + std::to_string(dsn.port) + '/' + percent_encoded(dsn.name) +
           "?ca=" + percent_encoded(dsn.ca_file);
}

bool same(const Dsn& a, const Dsn& b) {
    return a.database == b.database && a.path == b.path && a.read_only == b.read_only &&
           a.synchronous == b.synchronous && a.host == b.host && a.port == b.port && a.user == b.user &&
           equal_constant_time(a.password, b.password) && a.name == b.name && a.ca_file == b.ca_file;
}

void check(const Dsn& dsn) {
    if (dsn.database == store::Database::sqlite)
        fuzz::must_hold(!dsn.path.empty(), "there is a file");
    else
        fuzz::must_hold(!dsn.user.empty() && !dsn.password.empty() && !dsn.host.empty() && dsn.port != 0 &&
                            !dsn.name.empty() && !dsn.ca_file.empty(),
                        "nothing of a server's address is missing");
    fuzz::must_hold(same(dsn, store::parse_dsn(escaped(dsn))), "escaped anew, it reads the same");
}

/// `text`, cut in two at its first line break, around a password that is known here.
void check_complaint(std::string_view text) {
    constexpr std::string_view password = "Zq7-password";
    const std::size_t cut = std::min(text.find('\n'), text.size());
    const std::string_view before = text.substr(0, cut);
    if (before.find('?') != std::string_view::npos)
        return;  // an unescaped question mark ends the password
    const std::string address =
        "mysql://user:" + std::string{before} + std::string{password} + '@' + std::string{text.substr(cut)};
    try {
        store::parse_dsn(address);
    } catch (const store::BadDsn& bad) {
        fuzz::must_hold(std::string_view{bad.what()}.find(password) == std::string_view::npos,
                        "the password is not repeated");
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::text_of(data, size);
    if (text.find('\0') != std::string_view::npos)
        return 0;  // comes neither from an environment nor from a command line
    check_complaint(text);
    try {
        check(store::parse_dsn(text));
    } catch (const store::BadDsn& bad) {
        fuzz::must_hold(std::string_view{bad.what()}.starts_with("database address: "),
                        "it says what it is about");
    }
    return 0;
}
