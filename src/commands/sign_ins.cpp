#include "commands/sign_ins.hpp"

#include <iomanip>
#include <ostream>

#include "base/json_string.hpp"
#include "identity/accounts.hpp"

namespace suncrew::commands {
namespace {

void append(std::string& out, std::string_view key, std::string_view value) {
    out.append(out.ends_with('{') ? "" : ",").append("\"").append(key).append("\":");
    append_json_string(out, value);
}

std::string as_json(const orders::DemoSignIn& sign_in) {
    std::string out = "{";
    append(out, "email", sign_in.email);
    append(out, "role", identity::role_name(sign_in.role));
    append(out, "password", sign_in.password.expose());
    if (sign_in.totp) {
        const crypto::Secret secret = sign_in.totp->base32();
        append(out, "totp", secret.expose());
    }
    return out + '}';
}

std::string as_json(const std::vector<orders::DemoSignIn>& sign_ins, std::size_t count) {
    std::string out = "[";
    for (std::size_t i = 0; i < count; ++i)
        out.append(i == 0 ? "" : ",").append(as_json(sign_ins[i]));
    return out + ']';
}

void print(std::ostream& out, const orders::DemoSignIn& sign_in) {
    out << std::left << std::setw(10) << identity::role_name(sign_in.role) << std::setw(28) << sign_in.email
        << sign_in.password.expose();
    if (sign_in.totp) {
        const crypto::Secret secret = sign_in.totp->base32();
        out << "   " << secret.expose();
    }
    out << '\n';
}

}  // namespace

std::string as_json(const orders::DemoSignIns& sign_ins, std::size_t crews) {
    return R"({"customer":)" + as_json(sign_ins.customer) + R"(,"crew":)" +
           (sign_ins.crews.empty() ? "null" : as_json(sign_ins.crews.front())) + R"(,"crews":)" +
           as_json(sign_ins.crews, crews) + R"(,"staff":)" + as_json(sign_ins.staff, sign_ins.staff.size()) +
           '}';
}

void print(std::ostream& out, const orders::DemoSignIns& sign_ins, std::size_t crews) {
    print(out, sign_ins.customer);
    for (std::size_t i = 0; i < crews; ++i)
        print(out, sign_ins.crews[i]);
    for (const orders::DemoSignIn& sign_in : sign_ins.staff)
        print(out, sign_in);
}

}  // namespace suncrew::commands
