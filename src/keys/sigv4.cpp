#include "keys/sigv4.hpp"

#include <algorithm>
#include <utility>

#include "base/hex.hpp"
#include "crypto/hash.hpp"
#include "crypto/hmac.hpp"

namespace suncrew::keys {
namespace {

constexpr std::string_view algorithm = "AWS4-HMAC-SHA256";
constexpr std::size_t date_length = 8;  // YYYYMMDD

/// Such as 20150830T123600Z: RFC 3339 without marks and fractions.
std::string compact(Instant now) {
    std::string text = to_string(now);
    std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
    return text.substr(0, text.find('.')) + 'Z';
}

crypto::Secret keyed(const crypto::Secret& key, std::string_view text) {
    auto digest = crypto::hmac_sha256(key, text);
    crypto::Secret secret{digest};
    ::explicit_bzero(digest.data(), digest.size());
    return secret;
}

crypto::Secret signing_key(const AwsCredentials& credentials, std::string_view date, std::string_view region,
                           std::string_view service) {
    std::string first = "AWS4";
    first += credentials.secret_access_key.expose();
    const crypto::Secret of_day = keyed(crypto::Secret::take(first), date);
    return keyed(keyed(keyed(of_day, region), service), "aws4_request");
}

/// The names of the signed headers, with semicolons between.
std::string names_of(const std::vector<AwsHeader>& sorted) {
    std::string names;
    for (const AwsHeader& header : sorted)
        names += (names.empty() ? "" : ";") + header.name;
    return names;
}

std::string canonical(const AwsRequest& request, const std::vector<AwsHeader>& sorted) {
    std::string text = std::string{request.method} + '\n' + std::string{request.path} + "\n\n";
    for (const AwsHeader& header : sorted)
        text += header.name + ':' + header.value + '\n';
    return text + '\n' + names_of(sorted) + '\n' + hex(crypto::sha256(request.body));
}

}  // namespace

std::vector<AwsHeader> sigv4_headers(const AwsRequest& request, const AwsCredentials& credentials,
                                     std::string_view region, std::string_view service, Instant now) {
    const std::string time = compact(now);
    const std::string date = time.substr(0, date_length);
    std::vector<AwsHeader> added{{"x-amz-date", time}};
    if (!credentials.session_token.empty())
        added.push_back({"x-amz-security-token", credentials.session_token});

    std::vector<AwsHeader> sorted = request.headers;
    sorted.push_back({"host", request.host});
    sorted.insert(sorted.end(), added.begin(), added.end());
    std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.name < b.name; });

    const std::string scope = date + '/' + std::string{region} + '/' + std::string{service} + "/aws4_request";
    const std::string to_sign = std::string{algorithm} + '\n' + time + '\n' + scope + '\n' +
                                hex(crypto::sha256(canonical(request, sorted)));
    const std::string signature =
        hex(crypto::hmac_sha256(signing_key(credentials, date, region, service), to_sign));
    std::string authorization{algorithm};
    authorization.append(" Credential=").append(credentials.access_key_id).append("/").append(scope);
    authorization.append(", SignedHeaders=")
        .append(names_of(sorted))
        .append(", Signature=")
        .append(signature);
    added.push_back({"authorization", std::move(authorization)});
    return added;
}

}  // namespace suncrew::keys
