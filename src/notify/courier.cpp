#include "notify/courier.hpp"

#include <algorithm>
#include <cerrno>
#include <string_view>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace suncrew::notify {
namespace {

/// 20260504T093000.000Z
std::string compact_time(Instant instant) {
    std::string text = to_string(instant);
    std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
    return text;
}

/// An address may hold a slash; a file name may not, nor more than 255 bytes.
std::string file_name(const Posted& posted) {
    constexpr std::size_t shown_bytes_max = 180;
    std::string recipient = posted.mail.recipient.substr(0, shown_bytes_max);
    const auto harmless = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               std::string_view{"@._+-"}.find(c) != std::string_view::npos;
    };
    std::replace_if(
        recipient.begin(), recipient.end(), [&](char c) { return !harmless(c); }, '_');
    return compact_time(posted.created_at) + '-' + recipient + '-' + std::to_string(posted.id) + ".eml";
}

[[noreturn]] void fail(const char* what) {
    throw NotDelivered{std::string{what} + ": " + std::generic_category().message(errno)};
}

class File {
public:
    explicit File(const std::filesystem::path& path)
        : descriptor_{::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600)} {
        if (descriptor_ < 0)
            fail("a mail's file cannot be made");
    }
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    ~File() { ::close(descriptor_); }

    void write(std::string_view text) {
        while (!text.empty()) {
            const ssize_t written = ::write(descriptor_, text.data(), text.size());
            if (written < 0 && errno == EINTR)
                continue;
            if (written < 0)
                fail("a mail's file cannot be written");
            text.remove_prefix(static_cast<std::size_t>(written));
        }
        if (::fsync(descriptor_) != 0)
            fail("a mail's file cannot be kept");
    }

private:
    int descriptor_;
};

}  // namespace

FolderCourier::FolderCourier(std::filesystem::path folder, std::string sender)
    : folder_{std::move(folder)}, sender_{std::move(sender)} {
    check_address(sender_);
    if (std::filesystem::create_directories(folder_))
        std::filesystem::permissions(folder_, std::filesystem::perms::owner_all);
}

void FolderCourier::deliver(const Posted& posted) {
    const std::string message = compose(posted, sender_, Transfer::eight_bit);
    const std::string name = file_name(posted);
    const std::filesystem::path unfinished = folder_ / ('.' + name + ".part");
    std::error_code absent_is_well;
    std::filesystem::remove(unfinished, absent_is_well);
    File{unfinished}.write(message);
    if (::rename(unfinished.c_str(), (folder_ / name).c_str()) != 0)
        fail("a mail's file cannot be named");
}

SmtpCourier::SmtpCourier(egress::Client& client, egress::MailServer server, std::string sender)
    : client_{client}, server_{std::move(server)}, sender_{std::move(sender)} {
    check_address(sender_);
}

void SmtpCourier::deliver(const Posted& posted) {
    const std::string message = compose(posted, sender_, Transfer::base64);
    try {
        client_.send_mail(server_, sender_, posted.mail.recipient, message);
    } catch (const egress::Failed& failed) {
        throw NotDelivered{failed.what()};
    } catch (const egress::Rejected& rejected) {
        throw Undeliverable{rejected.what()};
    }
}

}  // namespace suncrew::notify
