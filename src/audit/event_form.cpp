#include "audit/event_form.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <utility>

#include <boost/describe/enumerators.hpp>
#include <boost/mp11/list.hpp>

#include "audit/network.hpp"
#include "base/json_string.hpp"

namespace suncrew::audit {
namespace {

/// Classes of OCSF; the thousands are the category.
enum class Class : std::uint16_t {
    detection_finding = 2004,
    account_change = 3001,
    authentication = 3002,
    authorize_session = 3003,
    user_access = 3005,
    api_activity = 6003,
};

/// What is done, in the numbers of its class.
namespace activity {
constexpr int finding_create = 1;
constexpr int finding_update = 2;
constexpr int finding_close = 3;
constexpr int create = 1;
constexpr int password_change = 3;
constexpr int password_reset = 4;
constexpr int remove = 6;
constexpr int lock = 9;
constexpr int factor_enable = 10;
constexpr int factor_disable = 11;
constexpr int enable = 2;
constexpr int logon = 1;
constexpr int logoff = 2;
constexpr int assign = 1;
constexpr int revoke = 2;
constexpr int read = 2;
constexpr int update = 3;
constexpr int other = 99;
}  // namespace activity

enum class Status : std::uint8_t { success = 1, failure = 2 };
/// Whether what was before and after leaves: only where both are words of ours.
enum class Values : std::uint8_t { stay, leave };

struct Form {
    EventKind kind;
    Class ocsf;
    int activity;
    Severity severity = Severity::informational;
    Status status = Status::success;
    Values values = Values::stay;
};

constexpr Form logon(EventKind kind, Severity severity, Status status, Values values = Values::stay) {
    return {kind, Class::authentication, activity::logon, severity, status, values};
}
constexpr Form session_proof(EventKind kind, Severity severity, Status status) {
    return {kind, Class::authorize_session, activity::assign, severity, status};
}
constexpr Form change(EventKind kind, int what, Severity severity, Values values = Values::stay) {
    return {kind, Class::account_change, what, severity, Status::success, values};
}
constexpr Form refused_change(EventKind kind, int what) {
    return {kind, Class::account_change, what, Severity::low, Status::failure};
}
constexpr Form held_back(EventKind kind) {
    return {kind, Class::api_activity, activity::other, Severity::medium, Status::failure};
}
constexpr Form finding(EventKind kind, int what, Severity severity, Values values = Values::leave) {
    return {kind, Class::detection_finding, what, severity, Status::success, values};
}

/// Of a grant to open data. What was before and after may hold more than words of ours.
constexpr Form grant(EventKind kind, int what, Severity severity, Status status = Status::success) {
    return {kind, Class::user_access, what, severity, status};
}

/// What the program did or met by itself, told in words of ours.
constexpr Form of_the_program(EventKind kind, Severity severity, Status status) {
    return {kind, Class::api_activity, activity::other, severity, status, Values::leave};
}

constexpr std::array forms{
    logon(EventKind::sign_in_succeeded, Severity::informational, Status::success),
    logon(EventKind::sign_in_failed, Severity::low, Status::failure),
    logon(EventKind::sign_in_throttled, Severity::medium, Status::failure),
    logon(EventKind::password_accepted, Severity::informational, Status::success),
    logon(EventKind::second_factor_succeeded, Severity::informational, Status::success),
    logon(EventKind::second_factor_failed, Severity::medium, Status::failure),
    logon(EventKind::second_factor_throttled, Severity::medium, Status::failure),
    logon(EventKind::passkey_refused, Severity::low, Status::failure, Values::leave),
    logon(EventKind::passkey_throttled, Severity::medium, Status::failure),
    logon(EventKind::passkey_cloned, Severity::high, Status::failure),
    session_proof(EventKind::step_up_succeeded, Severity::informational, Status::success),
    session_proof(EventKind::step_up_failed, Severity::medium, Status::failure),
    session_proof(EventKind::step_up_throttled, Severity::medium, Status::failure),
    held_back(EventKind::own_change_throttled),
    held_back(EventKind::visit_throttled),
    Form{EventKind::signed_out, Class::authentication, activity::logoff},
    Form{EventKind::session_ended, Class::authentication, activity::logoff},
    Form{EventKind::sessions_ended, Class::authentication, activity::logoff, Severity::low},
    change(EventKind::password_changed, activity::password_change, Severity::low),
    change(EventKind::password_reset_requested, activity::password_reset, Severity::low),
    change(EventKind::password_reset, activity::password_reset, Severity::low),
    refused_change(EventKind::password_reset_refused, activity::password_reset),
    change(EventKind::password_upgraded, activity::other, Severity::informational),
    change(EventKind::email_verified, activity::enable, Severity::informational),
    refused_change(EventKind::email_verification_refused, activity::enable),
    change(EventKind::email_change_requested, activity::other, Severity::low),
    change(EventKind::email_changed, activity::other, Severity::medium),
    refused_change(EventKind::email_change_refused, activity::other),
    change(EventKind::totp_enrolled, activity::factor_enable, Severity::low),
    change(EventKind::totp_removed, activity::factor_disable, Severity::medium),
    change(EventKind::passkey_enrolled, activity::factor_enable, Severity::low),
    change(EventKind::passkey_removed, activity::factor_disable, Severity::medium),
    change(EventKind::recovery_codes_made, activity::factor_enable, Severity::low),
    logon(EventKind::recovery_code_used, Severity::medium, Status::success),
    change(EventKind::factor_reset_requested, activity::factor_disable, Severity::medium),
    change(EventKind::factor_reset_cancelled, activity::other, Severity::medium),
    refused_change(EventKind::cancellation_refused, activity::other),
    change(EventKind::factor_reset_completed, activity::factor_disable, Severity::medium),
    change(EventKind::api_key_made, activity::other, Severity::low),
    change(EventKind::api_key_ended, activity::other, Severity::informational),
    logon(EventKind::api_key_refused, Severity::low, Status::failure),
    change(EventKind::enrolment_link_made, activity::other, Severity::medium),
    change(EventKind::enrolment_link_used, activity::enable, Severity::low),
    refused_change(EventKind::enrolment_link_refused, activity::enable),
    change(EventKind::sign_up_requested, activity::create, Severity::informational),
    change(EventKind::account_created, activity::create, Severity::informational, Values::leave),
    change(EventKind::account_locked, activity::lock, Severity::medium, Values::leave),
    change(EventKind::account_unlocked, activity::enable, Severity::medium, Values::leave),
    Form{EventKind::role_changed, Class::user_access, activity::assign, Severity::medium, Status::success,
         Values::leave},
    change(EventKind::devices_forgotten, activity::other, Severity::informational),
    change(EventKind::training_passed, activity::other, Severity::informational),
    grant(EventKind::grant_requested, activity::other, Severity::low),
    grant(EventKind::grant_approved, activity::assign, Severity::medium),
    grant(EventKind::grant_refused, activity::other, Severity::low, Status::failure),
    grant(EventKind::grant_withdrawn, activity::other, Severity::informational),
    grant(EventKind::grant_expired, activity::other, Severity::informational),
    grant(EventKind::grant_ended, activity::revoke, Severity::informational),
    Form{EventKind::case_opened, Class::user_access, activity::assign, Severity::low},
    Form{EventKind::customer_not_found, Class::api_activity, activity::read, Severity::low, Status::failure},
    grant(EventKind::change_requested, activity::other, Severity::low),
    change(EventKind::change_applied, activity::other, Severity::medium),
    grant(EventKind::change_refused, activity::other, Severity::low, Status::failure),
    grant(EventKind::change_withdrawn, activity::other, Severity::informational),
    grant(EventKind::change_expired, activity::other, Severity::informational),
    Form{EventKind::visit_moved, Class::api_activity, activity::update, Severity::low, Status::success,
         Values::leave},
    Form{EventKind::day_closed, Class::api_activity, activity::update, Severity::low, Status::success,
         Values::leave},
    Form{EventKind::day_opened, Class::api_activity, activity::update, Severity::low, Status::success,
         Values::leave},
    Form{EventKind::data_exported, Class::api_activity, activity::read, Severity::low},
    change(EventKind::account_erased, activity::remove, Severity::medium),
    Form{EventKind::data_opened, Class::api_activity, activity::read, Severity::low, Status::success,
         Values::leave},
    // What is wrong with the log is told in words that an error had, which may be anybody's.
    finding(EventKind::log_broken, activity::finding_create, Severity::critical, Values::stay),
    finding(EventKind::alert_raised, activity::finding_create, Severity::high),
    finding(EventKind::attack_alert_raised, activity::finding_create, Severity::medium),
    finding(EventKind::alert_acknowledged, activity::finding_update, Severity::informational),
    finding(EventKind::alert_closed, activity::finding_close, Severity::informational),
    of_the_program(EventKind::wrapping_key_rotated, Severity::medium, Status::success),
    of_the_program(EventKind::key_service_failed, Severity::high, Status::failure),
    of_the_program(EventKind::vendor_called, Severity::informational, Status::success),
    of_the_program(EventKind::vendor_failed, Severity::low, Status::failure),
};

constexpr bool every_kind_in_its_place() {
    for (std::size_t at = 0; at < forms.size(); ++at)
        if (static_cast<std::size_t>(forms[at].kind) != at)
            return false;
    return forms.size() == boost::mp11::mp_size<boost::describe::describe_enumerators<EventKind>>::value;
}
static_assert(every_kind_in_its_place());

const Form& form_of(EventKind kind) {
    return forms.at(static_cast<std::size_t>(kind));
}

/// Writes members of JSON objects, with the commas between them.
class Members {
public:
    explicit Members(std::string& out) : out_{out} { out_ += '{'; }
    Members(const Members&) = delete;
    Members& operator=(const Members&) = delete;
    ~Members() { out_ += '}'; }

    void number(std::string_view name, std::int64_t value) {
        begin(name);
        out_ += std::to_string(value);
    }
    void text(std::string_view name, std::string_view value) {
        begin(name);
        append_json_string(out_, value);
    }
    template <class Fill>
    void object(std::string_view name, Fill fill) {
        begin(name);
        Members inner{out_};
        fill(inner);
    }
    void words(std::string_view name, std::string_view only) {
        begin(name);
        out_ += '[';
        append_json_string(out_, only);
        out_ += ']';
    }

private:
    void begin(std::string_view name) {
        if (!first_)
            out_ += ',';
        first_ = false;
        append_json_string(out_, name);
        out_ += ':';
    }
    std::string& out_;
    bool first_ = true;
};

constexpr std::size_t word_bytes_max = 80;

/// Words of ours, and ids: nobody's name or address is written so.
bool is_word(std::string_view text) {
    return !text.empty() && text.size() <= word_bytes_max &&
           std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == ' ';
           });
}

std::optional<std::string_view> leaving(const Form& form, const std::optional<std::string>& value) {
    if (form.values == Values::stay || !value || !is_word(*value))
        return std::nullopt;
    return *value;
}

void add_class(Members& members, const Form& form, Instant at) {
    const auto ocsf = static_cast<int>(form.ocsf);
    members.number("category_uid", ocsf / 1000);
    members.number("class_uid", ocsf);
    members.number("activity_id", form.activity);
    members.number("type_uid", std::int64_t{ocsf} * 100 + form.activity);
    members.number("severity_id", static_cast<int>(form.severity));
    members.number("status_id", static_cast<int>(form.status));
    members.number("time", at.time_since_epoch().count());
}

void add_metadata(Members& members, std::int64_t id, EventKind kind) {
    members.object("metadata", [&](Members& metadata) {
        metadata.text("version", ocsf_version);
        metadata.text("uid", std::to_string(id));
        metadata.text("event_code", name_of(kind));
        metadata.object("product", [](Members& product) {
            product.text("name", "Suncrew");
            product.text("vendor_name", "Suncrew");
        });
    });
}

/// OCSF asks the classes about accounts for a user, also where an attempt named nobody whom we know.
void add_people(Members& members, const Form& form, const SecurityEvent& event) {
    const bool about_accounts = form.ocsf != Class::detection_finding && form.ocsf != Class::api_activity;
    if (event.account || about_accounts)
        members.object("user", [&](Members& user) {
            user.text("uid", event.account ? to_string(*event.account) : "unknown");
        });
    if (event.actor)
        members.object("actor", [&](Members& actor) {
            actor.object("user", [&](Members& user) {
                user.text("uid", to_string(*event.actor));
                user.text("type", name_of(event.acted_as));
            });
        });
}

/// What single classes ask for besides.
void add_of_class(Members& members, const Form& form, const SecurityEvent& event) {
    const auto after = leaving(form, event.after);
    if (form.ocsf == Class::authentication)
        members.object("service", [](Members& service) { service.text("name", "Suncrew"); });
    if (form.ocsf == Class::api_activity)
        members.object("api", [&](Members& api) { api.text("operation", name_of(event.kind)); });
    if (form.ocsf == Class::user_access && after)
        members.words("privileges", *after);
    if (form.ocsf == Class::detection_finding)
        members.object("finding_info", [&](Members& finding) {
            finding.text("title", name_of(event.kind));
            finding.text("uid", leaving(form, event.before).value_or(name_of(event.kind)));
        });
}

void add_unmapped(Members& members, const Form& form, const SecurityEvent& event) {
    members.object("unmapped", [&](Members& unmapped) {
        unmapped.text("acted_as", name_of(event.acted_as));
        if (is_device_name(event.device))
            unmapped.text("device", event.device);
        if (const auto before = leaving(form, event.before))
            unmapped.text("before", *before);
        if (const auto after = leaving(form, event.after))
            unmapped.text("after", *after);
    });
}

}  // namespace

Severity severity_of(EventKind kind) {
    return form_of(kind).severity;
}

std::string outgoing_form(std::int64_t id, const SecurityEvent& event) {
    const Form& form = form_of(event.kind);
    std::string out;
    out.reserve(outgoing_bytes_max);
    {
        Members members{out};
        add_class(members, form, event.at);
        add_metadata(members, id, event.kind);
        add_people(members, form, event);
        if (const auto network = network_of(event.address))
            members.object("src_endpoint", [&](Members& endpoint) { endpoint.text("subnet_uid", *network); });
        add_of_class(members, form, event);
        add_unmapped(members, form, event);
    }
    return out;
}

}  // namespace suncrew::audit
