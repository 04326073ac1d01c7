#pragma once

#include <string>

#include "identity/email.hpp"
#include "notify/language.hpp"
#include "notify/mail.hpp"

/// The mails of identity, in both languages. Nothing in them was typed by anybody: who signs up with
/// another's address could otherwise send them a message of their own.
namespace suncrew::identity {

/// Asks to confirm an address. The link stands on a line of its own.
notify::Mail verification_mail(const Email& to, notify::Language language, const std::string& link);

/// Tells who asked for another link that several have signed up with the address, so that only the links of
/// the sign-ups themselves count.
notify::Mail sign_up_again_mail(const Email& to, notify::Language language, const std::string& link);

/// Tells the owner of an account that somebody tried to sign up with its address.
notify::Mail sign_up_attempt_mail(const Email& to, notify::Language language, const std::string& link);

}  // namespace suncrew::identity
