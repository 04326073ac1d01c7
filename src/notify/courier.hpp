#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>

#include "egress/client.hpp"
#include "notify/mail.hpp"

namespace suncrew::notify {

/// The mail did not go, and may go later.
class NotDelivered : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// The mail will never go: the server refused it for good.
class Undeliverable : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Carries one mail on. Throws NotDelivered or Undeliverable, whose text names no person.
class Courier {
public:
    virtual ~Courier() = default;
    virtual void deliver(const Posted& posted) = 0;
};

/// For development: each mail becomes a file `<time>-<recipient>-<id>.eml` in a folder (made, for the owner
/// alone, where it is missing), readable by the owner alone, there whole or not at all.
class FolderCourier final : public Courier {
public:
    FolderCourier(std::filesystem::path folder, std::string sender);
    void deliver(const Posted& posted) override;

private:
    std::filesystem::path folder_;
    std::string sender_;
};

/// For production: SMTP over TLS.
class SmtpCourier final : public Courier {
public:
    SmtpCourier(egress::Client& client, egress::MailServer server, std::string sender);
    void deliver(const Posted& posted) override;

private:
    egress::Client& client_;
    egress::MailServer server_;
    std::string sender_;
};

}  // namespace suncrew::notify
