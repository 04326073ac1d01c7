#pragma once

#include <optional>
#include <string>

#include "identity/security_wire.hpp"

/// What recovery, change of address and enrolment links say and hear.
namespace suncrew::identity {

struct RequestPasswordReset {
    Email email;
};
BOOST_DESCRIBE_STRUCT(RequestPasswordReset, (), (email))
struct ResetPassword {
    ShownToken token;
    NewPassword password;
};
BOOST_DESCRIBE_STRUCT(ResetPassword, (), (token, password))

struct ChangeEmail {
    Email email;
};
BOOST_DESCRIBE_STRUCT(ChangeEmail, (), (email))
struct ConfirmEmail {
    ShownToken token;
};
BOOST_DESCRIBE_STRUCT(ConfirmEmail, (), (token))

struct RequestFactorReset {};
BOOST_DESCRIBE_STRUCT(RequestFactorReset, (), ())
struct ReadFactorReset {};
BOOST_DESCRIBE_STRUCT(ReadFactorReset, (), ())
struct CompleteFactorReset {};
BOOST_DESCRIBE_STRUCT(CompleteFactorReset, (), ())
struct CancelFactorReset {
    ShownToken token;
};
BOOST_DESCRIBE_STRUCT(CancelFactorReset, (), (token))

struct ViewEnrolment {
    ShownToken token;
};
BOOST_DESCRIBE_STRUCT(ViewEnrolment, (), (token))
/// What an enrolment link is for; without address and name where these are asked for.
struct EnrolmentView {
    access::Role role{};
    std::optional<std::string> email;
    std::optional<std::string> name;
};
BOOST_DESCRIBE_STRUCT(EnrolmentView, (), (role, email, name))
struct UseEnrolment {
    ShownToken token;
    std::optional<NewPassword> password;
    std::optional<Email> email;
    std::optional<PersonName> name;
    std::optional<notify::Language> language;
};
BOOST_DESCRIBE_STRUCT(UseEnrolment, (), (token, password, email, name, language))

}  // namespace suncrew::identity
