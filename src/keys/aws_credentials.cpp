#include "keys/aws_credentials.hpp"

#include <algorithm>
#include <cstdlib>
#include <string_view>

#include "keys/key_service.hpp"
#include "keys/secret_file.hpp"

namespace suncrew::keys {
namespace {

constexpr std::size_t part_length_max = 4'096;

/// What can stand in a header as it is.
bool is_part(std::string_view text) {
    return !text.empty() && text.size() <= part_length_max &&
           std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c <= '~'; });
}

AwsCredentials checked(AwsCredentials credentials, const std::string& where) {
    if (!is_part(credentials.access_key_id))
        throw Refused{where + ": no access key id, or none of its form"};
    if (!is_part(credentials.secret_access_key.expose()))
        throw Refused{where + ": no secret access key, or none of its form"};
    if (!credentials.session_token.empty() && !is_part(credentials.session_token))
        throw Refused{where + ": a session token that is not of its form"};
    return credentials;
}

std::string_view variable(const char* name) {
    const char* const value = std::getenv(name);
    return value ? value : "";
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r";
    text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
    return text.substr(0, text.find_last_not_of(blanks) + 1);
}

}  // namespace

AwsCredentials aws_credentials_in_environment() {
    return checked(
        {std::string{variable("AWS_ACCESS_KEY_ID")}, crypto::Secret{variable("AWS_SECRET_ACCESS_KEY")},
         std::string{variable("AWS_SESSION_TOKEN")}},
        "the environment");
}

AwsCredentials aws_credentials_in_file(const std::filesystem::path& file) {
    const crypto::Secret text = read_secret_file(file);
    AwsCredentials credentials;
    bool in_default = false;
    std::string_view rest = text.expose();
    while (!rest.empty()) {
        const std::string_view whole = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(whole.size() + 1, rest.size()));
        const std::string_view line = trimmed(whole);
        if (line.starts_with('['))
            in_default = line == "[default]";
        const std::size_t equals = line.find('=');
        if (!in_default || line.starts_with('#') || equals == line.npos)
            continue;
        const std::string_view name = trimmed(line.substr(0, equals));
        const std::string_view value = trimmed(line.substr(equals + 1));
        if (name == "aws_access_key_id")
            credentials.access_key_id = value;
        else if (name == "aws_secret_access_key")
            credentials.secret_access_key = crypto::Secret{value};
        else if (name == "aws_session_token")
            credentials.session_token = value;
    }
    return checked(std::move(credentials), file.string());
}

}  // namespace suncrew::keys
