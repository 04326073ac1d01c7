// Through the door out, over TLS, against a stand-in that checks signatures by itself
// (tests/https/kms_server.py).
#include "keys/aws_kms.hpp"

#include <gtest/gtest.h>

#include "base/hex.hpp"
#include "crypto/random.hpp"
#include "egress/client.hpp"
#include "egress/https_server.hpp"
#include "keys/refused_with.hpp"

namespace suncrew::keys {
namespace {

using namespace std::chrono_literals;

const std::string key_one = "arn:aws:kms:eu-test-1:111122223333:key/one";
const std::string key_two = "arn:aws:kms:eu-test-1:111122223333:key/two";
const std::string key_off = "arn:aws:kms:eu-test-1:111122223333:key/off";

crypto::Secret some_key() {
    return crypto::Secret{crypto::random_bytes<key_size>()};
}

/// As a program does it that has both: what cannot get better by asking again is Refused.
KmsSender sender(egress::Client& client, const egress::Vendor& vendor) {
    return [&client, &vendor](const KmsRequest& request) {
        egress::HttpsRequest out{.method = egress::Method::post, .path = "/", .body = request.body.copy()};
        for (const AwsHeader& header : request.headers)
            out.headers.push_back({header.name, header.value});
        try {
            egress::HttpsAnswer answer = client.send(vendor, out);
            return KmsAnswer{answer.status, std::move(answer.body)};
        } catch (const egress::NoAnswer& none) {
            using egress::Outcome;
            if (none.outcome() == Outcome::request_refused || none.outcome() == Outcome::address_refused ||
                none.outcome() == Outcome::not_trusted)
                throw Refused{none.what()};
            throw Unavailable{none.what()};
        }
    };
}

class AwsKmsTest : public testing::Test {
protected:
    static void SetUpTestSuite() {
        folder_ = std::make_unique<egress::ScratchFolder>();
        egress::make_certificate(*folder_, "server", "DNS:localhost");
        egress::make_certificate(*folder_, "stranger", "DNS:localhost");
        server_ = std::make_unique<egress::HttpsServer>("kms_server.py", "tls", *folder_);
    }
    static void TearDownTestSuite() {
        server_.reset();
        folder_.reset();
    }
    AwsKmsTest() {
        secret_ = hex(crypto::random_bytes<20>());
        store_credentials("");
        faults({});
        std::ofstream{*folder_ / "seen"};
    }

    void store_credentials(const std::string& token) {
        std::ofstream{*folder_ / "credentials"} << "AKIDSCRATCH\n" << secret_ << '\n' << token;
        token_ = token;
    }
    static void faults(const std::vector<std::string>& lines) {
        std::ofstream file{*folder_ / "faults"};
        for (const std::string& line : lines)
            file << line << '\n';
    }
    /// How many requests with a right signature the service has had.
    static long requests() {
        const std::string seen = egress::read_file(*folder_ / "seen");
        long count = 0;
        for (std::size_t at = seen.find("TrentService"); at != seen.npos;
             at = seen.find("TrentService", at + 1))
            ++count;
        return count;
    }
    egress::Vendor vendor(const std::string& ca = "server", std::chrono::milliseconds timeout = 10s) const {
        return egress::Vendor{{.name = "kms",
                               .host = "localhost",
                               .port = server_->port(),
                               .reach = egress::Reach::loopback,
                               .ca_file = (*folder_ / (ca + ".pem")).string(),
                               .connect_timeout = timeout,
                               .timeout = timeout,
                               .answer_bytes_max = AwsKms::answer_bytes_max}};
    }
    AwsKms kms(const std::string& key = key_one, std::vector<std::string> older = {}) {
        return AwsKms{
            {.host = vendor_.authority(), .region = "eu-test-1", .key = key, .older = std::move(older)},
            means(sender(client_, vendor_))};
    }
    AwsKmsMeans means(KmsSender send) {
        return {
            .send = std::move(send),
            .credentials =
                [this] {
                    return AwsCredentials{"AKIDSCRATCH", crypto::Secret{std::string_view{secret_}}, token_};
                },
            .clock = &clock_,
            .pause = [this](std::chrono::milliseconds pause) { pauses_.push_back(pause); }};
    }

    static inline std::unique_ptr<egress::ScratchFolder> folder_;
    static inline std::unique_ptr<egress::HttpsServer> server_;
    std::string secret_;
    std::string token_;
    MovableClock clock_;
    egress::Client client_;
    egress::Vendor vendor_ = vendor();
    std::vector<std::chrono::milliseconds> pauses_;
};

TEST_F(AwsKmsTest, WhatIsWrappedComesBack) {
    AwsKms keys = kms();
    EXPECT_EQ(keys.name(), "aws-kms");
    EXPECT_EQ(keys.key_id(), key_one);
    const crypto::Secret key = some_key();
    const Wrapped wrapped = keys.wrap(key, "field \"key\" \\7");
    EXPECT_EQ(wrapped.key_id, key_one);
    EXPECT_TRUE(equal_constant_time(keys.unwrap(wrapped, "field \"key\" \\7"), key));
    EXPECT_EQ(requests(), 2);
    EXPECT_TRUE(pauses_.empty());
}

TEST_F(AwsKmsTest, TemporaryCredentialsAreSignedToo) {
    store_credentials("token/with+signs==");
    AwsKms keys = kms();
    const crypto::Secret key = some_key();
    EXPECT_TRUE(equal_constant_time(keys.unwrap(keys.wrap(key, "c"), "c"), key));
    token_ = "another";
    EXPECT_NE(refused_with([&] { keys.wrap(key, "c"); }).find("UnrecognizedClientException"),
              std::string::npos);
}

TEST_F(AwsKmsTest, CredentialsThatWereRenewedAreUsed) {
    AwsKms keys = kms();
    keys.wrap(some_key(), "c");
    secret_ = hex(crypto::random_bytes<20>());
    store_credentials("");
    EXPECT_NO_THROW(keys.wrap(some_key(), "c"));
}

TEST_F(AwsKmsTest, AWrongSecretOrClockIsRefusedOnceAndForAll) {
    AwsKms keys = kms();
    secret_ += 'x';
    EXPECT_NE(refused_with([&] { keys.wrap(some_key(), "c"); }).find("InvalidSignatureException"),
              std::string::npos);
    secret_.pop_back();
    clock_.advance(10min);
    EXPECT_NE(refused_with([&] { keys.wrap(some_key(), "c"); }).find("InvalidSignatureException"),
              std::string::npos);
    EXPECT_TRUE(pauses_.empty());
}

TEST_F(AwsKmsTest, AnotherContextChangedBytesOrAnotherKeyAreRefused) {
    AwsKms keys = kms(key_one, {key_two, key_off});
    const Wrapped wrapped = keys.wrap(some_key(), "field key 7");
    EXPECT_NE(refused_with([&] { keys.unwrap(wrapped, "field key 8"); }).find("InvalidCiphertextException"),
              std::string::npos);
    for (const std::size_t at : {std::size_t{5}, std::size_t{25}, wrapped.bytes.size() - 1}) {
        Wrapped changed = wrapped;
        changed.bytes[at] ^= 1;
        EXPECT_NE(
            refused_with([&] { keys.unwrap(changed, "field key 7"); }).find("InvalidCiphertextException"),
            std::string::npos);
    }
    EXPECT_NE(refused_with([&] {
                  keys.unwrap({key_two, wrapped.bytes}, "field key 7");
              }).find("IncorrectKeyException"),
              std::string::npos);
    const long asked = requests();
    EXPECT_THROW(keys.unwrap({"arn:aws:kms:eu-test-1:444455556666:key/one", wrapped.bytes}, "field key 7"),
                 Refused);
    EXPECT_THROW(keys.unwrap({key_one, {}}, "field key 7"), Refused);
    EXPECT_THROW(keys.unwrap({key_one, std::vector<std::uint8_t>(wrapped_bytes_max + 1)}, "field key 7"),
                 Refused);
    EXPECT_EQ(requests(), asked) << "KMS is not asked for what cannot be";
}

TEST_F(AwsKmsTest, OlderKeysStillUnwrap) {
    const crypto::Secret key = some_key();
    const Wrapped wrapped = kms().wrap(key, "c");
    AwsKms after = kms(key_two, {key_one});
    EXPECT_TRUE(equal_constant_time(after.unwrap(wrapped, "c"), key));
    EXPECT_EQ(after.wrap(key, "c").key_id, key_two);
}

TEST_F(AwsKmsTest, WhatPassesIsAskedAgainWithGrowingPauses) {
    AwsKms keys = kms();
    for (const char* error :
         {"400 ThrottlingException", "429 TooManyRequestsException", "500 KMSInternalException",
          "400 DependencyTimeoutException", "400 ExpiredTokenException", "500 ", "502 ", "503 ",
          "400 com.amazonaws.kms#ThrottlingException", "400 ThrottlingException:http://x"}) {
        faults({error, error});
        pauses_.clear();
        const long before = requests();
        EXPECT_NO_THROW(keys.wrap(some_key(), "c")) << error;
        EXPECT_EQ(requests() - before, 3) << error;
        ASSERT_EQ(pauses_.size(), 2U);
        EXPECT_GE(pauses_[0], AwsKms::first_pause / 2);
        EXPECT_LE(pauses_[0], AwsKms::first_pause);
        EXPECT_GE(pauses_[1], AwsKms::first_pause);
        EXPECT_LE(pauses_[1], 2 * AwsKms::first_pause);
    }
}

TEST_F(AwsKmsTest, WhatDoesNotPassInTimeIsUnavailable) {
    AwsKms keys = kms();
    faults(std::vector<std::string>(10, "400 ThrottlingException"));
    EXPECT_THROW(keys.wrap(some_key(), "c"), Unavailable);
    EXPECT_EQ(requests(), AwsKms::attempts_max);
}

TEST_F(AwsKmsTest, ANoIsNotAskedAgain) {
    AwsKms keys = kms();
    for (const char* error :
         {"400 AccessDeniedException", "400 NotFoundException", "409 KMSInvalidStateException",
          "400 InvalidKeyUsageException", "400 ", "404 ", "301 "}) {
        faults({error, error});
        const long before = requests();
        EXPECT_THROW(keys.wrap(some_key(), "c"), Refused) << error;
        EXPECT_EQ(requests() - before, 1) << error;
    }
    faults({});
    AwsKms disabled = kms(key_off);
    EXPECT_NE(refused_with([&] { disabled.wrap(some_key(), "c"); }).find("DisabledException"),
              std::string::npos);
    EXPECT_TRUE(pauses_.empty());
}

TEST_F(AwsKmsTest, AnswersThatAreNoneAreNotTaken) {
    AwsKms keys = kms();
    const Wrapped wrapped = keys.wrap(some_key(), "c");
    for (const char* fault : {"garbage", "no_bytes", "twice"}) {
        faults({fault, fault});
        EXPECT_THROW(keys.wrap(some_key(), "c"), Unavailable) << fault;
        EXPECT_THROW(keys.unwrap(wrapped, "c"), Unavailable) << fault;
    }
    faults({"other_key", "other_key", "short"});
    EXPECT_THROW(keys.wrap(some_key(), "c"), Refused);
    EXPECT_THROW(keys.unwrap(wrapped, "c"), Refused);
    EXPECT_THROW(keys.unwrap(wrapped, "c"), Refused);
}

TEST_F(AwsKmsTest, CutHugeAndMissingAnswersAreAskedForAgain) {
    AwsKms keys = kms();
    faults({"cut", "huge"});
    EXPECT_NO_THROW(keys.wrap(some_key(), "c"));
    const egress::Vendor hasty = vendor("server", 700ms);
    AwsKms waiting{{.host = hasty.authority(), .region = "eu-test-1", .key = key_one, .older = {}},
                   means(sender(client_, hasty))};
    faults({"hang", "hang", "hang"});
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_THROW(waiting.wrap(some_key(), "c"), Unavailable);
    EXPECT_LT(std::chrono::steady_clock::now() - begin, 5s);
    EXPECT_EQ(pauses_.size(), 2U + 2U);
}

TEST_F(AwsKmsTest, AServerThatIsNotTheServiceGetsNothing) {
    const egress::Vendor mistaken = vendor("stranger");
    AwsKms keys{{.host = mistaken.authority(), .region = "eu-test-1", .key = key_one, .older = {}},
                means(sender(client_, mistaken))};
    EXPECT_THROW(keys.wrap(some_key(), "c"), Refused);
    EXPECT_EQ(requests(), 0);
}

TEST_F(AwsKmsTest, ASenderThatGivesTooMuchIsNotBelieved) {
    AwsKms keys{{.host = "kms.example", .region = "eu-test-1", .key = key_one, .older = {}},
                means([](const KmsRequest&) {
                    return KmsAnswer{200, crypto::Secret{std::string(AwsKms::answer_bytes_max + 1, ' ')}};
                })};
    EXPECT_THROW(keys.wrap(some_key(), "c"), Unavailable);
}

TEST_F(AwsKmsTest, OnlySoundSettingsAreTaken) {
    const auto complaint = [&](AwsKmsSettings settings) {
        return refused_with([&] { AwsKms{std::move(settings), means(sender(client_, vendor_))}; });
    };
    EXPECT_EQ(complaint({"kms.example", "eu-test-1", key_one, {}}), "");
    EXPECT_NE(complaint({"", "eu-test-1", key_one, {}}), "");
    EXPECT_NE(complaint({"kms.example", "eu test", key_one, {}}), "");
    EXPECT_NE(complaint({"kms.example", "us-east-1", key_one, {}}), "") << "a key of another region";
    for (const char* key : {"", "one", "alias/one", "arn:aws:kms:eu-test-1:111122223333:alias/one",
                            "arn:aws:kms:eu-test-1:1:key/a b", "arn:aws:s3:eu-test-1:1:key/one"})
        EXPECT_NE(complaint({"kms.example", "eu-test-1", key, {}}), "") << key;
    EXPECT_NE(complaint({"kms.example", "eu-test-1", key_one, {"two"}}), "");
    EXPECT_NE(complaint({"kms.example", "eu-test-1", key_one, std::vector(older_keys_max + 1, key_two)}), "");
}

}  // namespace
}  // namespace suncrew::keys
