#include "commands/key_services.hpp"

#include <utility>

#include "commands/watched_keys.hpp"
#include "egress/client.hpp"
#include "egress/vendor.hpp"
#include "keys/file_keys.hpp"

namespace suncrew::commands {
namespace {

constexpr std::chrono::milliseconds kms_connect_max{2'000};
constexpr std::chrono::milliseconds kms_answer_max{5'000};

/// AWS KMS behind the one door out, and the door with it.
class KmsOutside final : public keys::KeyService {
public:
    KmsOutside(const KeySettings& settings, egress::Observer observer)
        : door_{std::move(observer)},
          vendor_{{.name = "aws-kms",
                   .host = settings.aws_kms.host,
                   .connect_timeout = kms_connect_max,
                   .timeout = kms_answer_max,
                   .answer_bytes_max = keys::AwsKms::answer_bytes_max}},
          service_{settings.aws_kms,
                   {.send = [this](const keys::KmsRequest& request) { return send(request); },
                    .credentials =
                        [file = settings.aws_credentials] {
                            return file.empty() ? keys::aws_credentials_in_environment()
                                                : keys::aws_credentials_in_file(file);
                        },
                    .clock = &clock_}} {}

    std::string_view name() const override { return service_.name(); }
    std::string key_id() const override { return service_.key_id(); }
    keys::Wrapped wrap(const crypto::Secret& key, std::string_view context) override {
        return service_.wrap(key, context);
    }
    crypto::Secret unwrap(const keys::Wrapped& wrapped, std::string_view context) override {
        return service_.unwrap(wrapped, context);
    }

private:
    keys::KmsAnswer send(const keys::KmsRequest& request) {
        egress::HttpsRequest sent{.method = egress::Method::post, .path = "/", .body = request.body.copy()};
        for (const keys::AwsHeader& header : request.headers)
            sent.headers.push_back({header.name, header.value});
        try {
            auto answer = door_.send(vendor_, sent);
            return {answer.status, std::move(answer.body)};
        } catch (const egress::Failed& error) {
            throw keys::Unavailable{error.what()};
        }
    }

    SystemClock clock_;
    egress::Client door_;
    egress::Vendor vendor_;
    keys::AwsKms service_;
};

std::unique_ptr<keys::KeyService> make(const KeySettings& settings, egress::Observer observer) {
    try {
        switch (settings.service) {
            case KeyServiceKind::pkcs11:
                return std::make_unique<keys::Pkcs11Keys>(settings.pkcs11);
            case KeyServiceKind::aws_kms:
                return std::make_unique<KmsOutside>(settings, std::move(observer));
            case KeyServiceKind::file:
                break;
        }
        return std::make_unique<keys::FileKeys>(settings.file);
    } catch (const keys::Unavailable&) {
        throw;
    } catch (const std::exception& error) {
        throw BadConfiguration{std::string{"keys: "} + error.what()};
    }
}

}  // namespace

std::unique_ptr<keys::KeyService> key_service(const KeySettings& settings) {
    return make(settings, {});
}

std::unique_ptr<keys::KeyService> key_service(const KeySettings& settings, audit::PendingEvents& events,
                                              const Clock& clock) {
    return std::make_unique<WatchedKeys>(make(settings, watched_calls(events, clock)), events, clock);
}

}  // namespace suncrew::commands
