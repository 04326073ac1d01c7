#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/secret.hpp"
#include "identity/email.hpp"
#include "identity/leaked_passwords.hpp"

namespace suncrew::identity {

/// The words of this service, its trade and its roles that a password must not be made of, folded as a
/// FoldedText. docs/decisions/passwords.md documents them (ASVS 5.0, V6.1.2).
std::span<const std::u32string_view> service_words();

/// The words that a person's password must not be made of because others know them: each word of the name and
/// the whole name; of the address all of it, the local part, its words, and the domain's names but the last.
/// Words of less than four characters would be found in most good passwords and are left out.
class PersonalWords {
public:
    static constexpr std::size_t length_min = 4;

    PersonalWords(const Email& email, std::string_view name);
    std::span<const std::u32string> all() const { return words_; }

private:
    void add_words_of(std::string_view text);
    void add_whole(std::string_view text);

    std::vector<std::u32string> words_;
};

/// What must be left of a password when everything that is easily guessed is taken out of it.
inline constexpr std::size_t unguessed_length_min = 8;

/// Every rule about what a password may be, but for its length, which `NewPassword` knows. Refuses
///   `password_too_easy`   where words of the person or the service are found in it, and less than
///                         `unguessed_length_min` characters are left without them: a long passphrase may
///                         contain one. They are found in either case, with and without marks, with spaces or
///                         `-_.'` in between, and in digits and signs that look like letters (0 1 3 4 5 @ $);
///   `password_leaked`     what stands in the list.
/// Nothing else is asked for: no kinds of characters, no change after a time (ASVS 5.0, V6.2.5, V6.2.10).
void check_new_password(const crypto::Secret& password, const PersonalWords& person,
                        const LeakedPasswords& leaked);

}  // namespace suncrew::identity
