#pragma once

#include <boost/describe/class.hpp>

#include "access/permission.hpp"
#include "base/id.hpp"
#include "crypto/secret.hpp"
#include "identity/email.hpp"
#include "notify/language.hpp"
#include "wire/structs.hpp"

/// What identity says and hears. The names stand in the OpenAPI document.
namespace suncrew::identity {

/// A password as it was typed: nothing trimmed, folded or normalised. From `Min` to 128 characters (Unicode
/// code points).
template <std::size_t Min>
struct TypedPassword {
    crypto::Secret secret;
};
inline constexpr std::size_t password_length_max = 128;
/// One to be set. Eight is the least that ASVS 5.0, V6.2.1 accepts.
using NewPassword = TypedPassword<8>;
/// One to be verified: says nothing of what passwords look like here.
using ShownPassword = TypedPassword<1>;

/// A token as it came in a link.
struct ShownToken {
    crypto::Secret secret;
};

struct Nothing {};
BOOST_DESCRIBE_STRUCT(Nothing, (), ())

struct SignUp {
    Email email;
    NewPassword password;
    wire::Text<1, 100> name;
    notify::Language language{};
};
BOOST_DESCRIBE_STRUCT(SignUp, (), (email, password, name, language))

struct VerifyEmail {
    ShownToken token;
};
BOOST_DESCRIBE_STRUCT(VerifyEmail, (), (token))

struct RequestVerification {
    Email email;
};
BOOST_DESCRIBE_STRUCT(RequestVerification, (), (email))

struct SignIn {
    Email email;
    ShownPassword password;
};
BOOST_DESCRIBE_STRUCT(SignIn, (), (email, password))

struct SignOut {};
BOOST_DESCRIBE_STRUCT(SignOut, (), ())

struct ReadAccount {};
BOOST_DESCRIBE_STRUCT(ReadAccount, (), ())

struct Account {
    AccountId id;
    std::string email;
    std::string name;
    access::Role role{};
    notify::Language language{};
    bool email_verified = false;
};
BOOST_DESCRIBE_STRUCT(Account, (), (id, email, name, role, language, email_verified))

}  // namespace suncrew::identity

namespace suncrew::wire {

/// Reads the characters of a secret text, or refuses; never tells what they were.
crypto::Secret secret_of(const boost::json::value& value, const Path& path, std::size_t min, std::size_t max);

// No `read_text` for either: a secret never stands in a path or a query.

template <std::size_t Min>
struct Wire<identity::TypedPassword<Min>> {
    static identity::TypedPassword<Min> read(const boost::json::value& value, const Path& path) {
        return {secret_of(value, path, Min, identity::password_length_max)};
    }
    static boost::json::object schema(Schemas&) {
        return {{"type", "string"},
                {"format", "password"},
                {"minLength", Min},
                {"maxLength", identity::password_length_max}};
    }
};

template <>
struct Wire<identity::ShownToken> {
    static constexpr std::size_t length_max = 200;
    static identity::ShownToken read(const boost::json::value& value, const Path& path) {
        return {secret_of(value, path, 1, length_max)};
    }
    static boost::json::object schema(Schemas&) {
        return {{"type", "string"}, {"minLength", 1}, {"maxLength", length_max}};
    }
};

/// As every TextForm, but that an address with letters beyond ASCII is told apart from a wrong one: it may
/// well exist, and we cannot write to it yet.
template <>
struct Wire<identity::Email> {
    static identity::Email read_text(std::string_view text, const Path& path);
    static identity::Email read(const boost::json::value& value, const Path& path);
    static void write(std::string& out, const identity::Email& email) { write_string(out, email.text()); }
    static boost::json::object schema(Schemas&);
};

}  // namespace suncrew::wire
