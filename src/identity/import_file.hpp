#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "identity/email.hpp"
#include "identity/legacy_password.hpp"
#include "notify/language.hpp"

/// Accounts of another system, from a file of comma-separated values:
///     email,name,language,password_hash[,verified]
///     customer1@example.org,Customer One,es,$6$SALT$DIGEST,yes
/// `verified` is yes or no; where it is no or not there, the address has to be confirmed before a sign-in.
namespace suncrew::identity {

inline constexpr std::size_t import_file_bytes_max = 64 * 1024 * 1024;
inline constexpr std::size_t import_line_bytes_max = 4096;
/// More mistakes than this are counted and no longer listed.
inline constexpr std::size_t import_mistakes_listed_max = 1000;

struct ImportedAccount {
    std::size_t line = 0;  ///< of the file, counted from 1
    Email email;
    std::string name;
    notify::Language language{};
    LegacyHash password;
    bool email_verified = false;
};

/// What is wrong with a line; never what it says there.
struct ImportMistake {
    std::size_t line = 0;
    std::size_t column = 0;  ///< the byte of the line, counted from 1
    std::string field;       ///< by its name in the header; empty where the line cannot be parted into fields
    std::string reason;
};

/// Why nothing of a file can be used.
class BadImportFile : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// What a file says. Each line is good, or is one mistake: its first.
struct ImportFile {
    std::vector<ImportedAccount> accounts;
    std::vector<ImportMistake> mistakes;  ///< the first `import_mistakes_listed_max`
    std::size_t mistakes_count = 0;

    /// Throws BadImportFile where the file is too large or its first line is not the header above. Empty
    /// lines are passed over. The second line with one address is a mistake.
    static ImportFile read(std::string_view text);
};

}  // namespace suncrew::identity
