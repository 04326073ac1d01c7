#pragma once

#include <boost/describe/class.hpp>

#include "access/permission.hpp"
#include "base/id.hpp"
#include "identity/email.hpp"
#include "identity/secret_wire.hpp"
#include "notify/language.hpp"
#include "wire/structs.hpp"

/// What identity says and hears. The names stand in the OpenAPI document.
namespace suncrew::identity {

struct Nothing {};
BOOST_DESCRIBE_STRUCT(Nothing, (), ())

/// A person's name, as they write it.
using PersonName = wire::Text<1, 100>;

struct SignUp {
    Email email;
    std::optional<NewPassword> password;  ///< none: the account gets a passkey in its place
    PersonName name;
    notify::Language language{};
};
BOOST_DESCRIBE_STRUCT(SignUp, (), (email, password, name, language))

/// The link, and the password that was chosen with the sign-up that it confirms.
struct VerifyEmail {
    ShownToken token;
    ShownPassword password;
};
BOOST_DESCRIBE_STRUCT(VerifyEmail, (), (token, password))

struct RequestVerification {
    Email email;
};
BOOST_DESCRIBE_STRUCT(RequestVerification, (), (email))

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

/// As a TextForm, but that an address with letters beyond ASCII is told apart from a wrong one: it may well
/// exist, and we cannot write to it yet. It is none, so that who has not seen this does not compile.
static_assert(!TextForm<identity::Email>);
template <>
struct Wire<identity::Email> {
    static identity::Email read_text(std::string_view text, const Path& path);
    static identity::Email read(const boost::json::value& value, const Path& path);
    static void write(std::string& out, const identity::Email& email) { write_string(out, email.text()); }
    static boost::json::object schema(Schemas&);
};

}  // namespace suncrew::wire
