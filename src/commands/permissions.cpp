#include <iostream>
#include <memory>
#include <string>
#include <string_view>

#include <CLI/CLI.hpp>
#include <boost/describe/enum_to_string.hpp>
#include <boost/describe/enumerators.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/mp11/algorithm.hpp>

#include "access/permission.hpp"
#include "commands/commands.hpp"
#include "commands/key_services.hpp"
#include "commands/services.hpp"

namespace suncrew::commands {
namespace {

namespace json = boost::json;
using http::Endpoint;

constexpr std::string_view head = R"(# Who may call what

Generated from the declarations that the program itself runs by: `suncrew permissions >docs/permissions.md`. Never
edited by hand; a test fails where this page and the program differ, so that a change of who may do what is seen in
review. What is said here in general, and the rules for data, fields and circumstances, stands in [access.md](access.md).

- **Nothing is allowed that is not marked.** Each endpoint needs exactly one permission, and a permission belongs to the
  roles named in one table (`src/access/permission.hpp`). `visitor` is who shows nothing that counts; `entering` is who
  has shown a first proof and still owes a second factor, or has to enrol one.
- **Shown** is what has to be shown for it: `nothing`; `any`, which is a session, or an API key that names the
  permission; `session`, alone; `fresh_session`, whose person has proved themselves within the last ten minutes.
- **Object** is what the path names, where it names one. The mark says that the role may ask, never that the thing is
  theirs: whose it is stands in the `where` of the statement that reads or changes it. Another person's is answered as
  none, 404. The exceptions carry no owner: a quote is its reader's who has its id, and what a security officer or
  support names is an account or an order, by its id, of whomever.
- **Fields** differ by role where one thing is seen by two: the types of the answers say which, and access.md lists them.
- `move_clock` is declared in the development environment alone.
)";

std::string_view name_of(http::Method method) {
    switch (method) {
        case http::Method::get:
            return "GET";
        case http::Method::head:
            return "HEAD";
        case http::Method::post:
            return "POST";
        case http::Method::put:
            return "PUT";
        case http::Method::patch:
            return "PATCH";
        case http::Method::delete_:
            return "DELETE";
    }
    return "";
}

std::string_view name_of(http::Lane lane) {
    return lane == http::Lane::hashing ? "hashing" : "general";
}

std::string_view name_of(http::Rate rate) {
    switch (rate) {
        case http::Rate::read:
            return "read";
        case http::Rate::write:
            return "write";
        case http::Rate::quote:
            return "quote";
        case http::Rate::sign_in:
            return "sign_in";
        case http::Rate::connect:
            return "connect";
    }
    return "";
}

template <class Described>
std::string_view name_of_described(Described value) {
    return boost::describe::enum_to_string(value, "");
}

/// What has to be shown besides the role; of whoever is let in as a visitor, nothing is asked.
std::string_view shown_for(const access::Grant& grant) {
    return grant.roles.contains(access::Role::visitor) ? "nothing" : name_of_described(grant.shown);
}

template <class Work>
void each_role(Work work) {
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<access::Role>>(
        [&](auto role) { work(role.value, std::string_view{role.name}); });
}

/// The name of the object that a path names; empty where it names none. A path names one at most.
std::string_view object_of(const Endpoint& endpoint) {
    const std::string_view path = endpoint.path;
    const std::size_t opens = path.find('{');
    if (opens == std::string_view::npos)
        return {};
    return path.substr(opens + 1, path.find('}', opens) - opens - 1);
}

void append_marks(std::string& out, access::Roles roles) {
    each_role([&](access::Role role, std::string_view) { out += roles.contains(role) ? " yes |" : "  |"; });
}

void append_roles_head(std::string& out) {
    each_role([&](access::Role, std::string_view name) { out.append(" ").append(name).append(" |"); });
    out += '\n';
}

void append_rule(std::string& out, std::size_t columns) {
    out += '|';
    for (std::size_t i = 0; i < columns; ++i)
        out += " --- |";
    out += '\n';
}

void append_endpoints(std::string& out, std::span<const Endpoint> endpoints) {
    out += "\n## Endpoints\n\n| request | name | permission | shown | object |";
    append_roles_head(out);
    append_rule(out, 5 + access::roles_count);
    for (const Endpoint& endpoint : endpoints) {
        const access::Grant& grant = access::grant_of(endpoint.permission);
        out.append("| `").append(name_of(endpoint.method)).append(" ").append(endpoint.path);
        out.append("` | ").append(endpoint.spec.name);
        out.append(" | ").append(name_of_described(endpoint.permission));
        out.append(" | ").append(shown_for(grant));
        out.append(" | ").append(object_of(endpoint)).append(" |");
        append_marks(out, grant.roles);
        out += '\n';
    }
}

void append_permissions(std::string& out) {
    out += "\n## Permissions\n\nAn API key can be given what its owner has and what is marked here.\n\n";
    out += "| permission | shown | API key |";
    append_roles_head(out);
    append_rule(out, 3 + access::roles_count);
    for (const access::Grant& grant : access::grants) {
        out.append("| ").append(name_of_described(grant.permission));
        out.append(" | ").append(shown_for(grant));
        out.append(access::delegable(grant.permission) ? " | yes |" : " |  |");
        append_marks(out, grant.roles);
        out += '\n';
    }
}

void append_limits(std::string& out, std::span<const Endpoint> endpoints) {
    out +=
        "\n## Limits\n\nThe lane is where a request is run: `hashing` is a few threads apart, for passwords "
        "and for whatever "
        "keeps something even\nwhen it refuses. The rate is the class whose figures stand in the "
        "configuration.\n\n"
        "| name | lane | rate | body, bytes at most |\n";
    append_rule(out, 4);
    for (const Endpoint& endpoint : endpoints) {
        out.append("| ").append(endpoint.spec.name).append(" | ").append(name_of(endpoint.lane));
        out.append(" | ").append(name_of(endpoint.spec.rate)).append(" | ");
        out.append(endpoint.method == http::Method::get ? "" : std::to_string(endpoint.spec.body_bytes_max));
        out += " |\n";
    }
}

std::string as_markdown(std::span<const Endpoint> endpoints) {
    std::string out{head};
    append_endpoints(out, endpoints);
    append_permissions(out);
    append_limits(out, endpoints);
    return out;
}

json::object as_json(const Endpoint& endpoint) {
    const access::Grant& grant = access::grant_of(endpoint.permission);
    json::array roles;
    each_role([&](access::Role role, std::string_view name) {
        if (grant.roles.contains(role))
            roles.emplace_back(name);
    });
    const std::string_view object = object_of(endpoint);
    return {{"name", endpoint.spec.name},
            {"method", name_of(endpoint.method)},
            {"path", endpoint.path},
            {"permission", name_of_described(endpoint.permission)},
            {"shown", shown_for(grant)},
            {"api_key", access::delegable(endpoint.permission)},
            {"object", object.empty() ? json::value(nullptr) : json::value(object)},
            {"roles", std::move(roles)},
            {"lane", name_of(endpoint.lane)},
            {"rate", name_of(endpoint.spec.rate)},
            {"body_bytes_max", endpoint.spec.body_bytes_max}};
}

/// An endpoint a line, so that a difference shows which.
std::string as_json(std::span<const Endpoint> endpoints) {
    std::string out = "[";
    for (const Endpoint& endpoint : endpoints)
        out.append(out.size() == 1 ? "\n" : ",\n").append(json::serialize(as_json(endpoint)));
    return out + "\n]\n";
}

struct PermissionsOptions {
    DataPaths data;
    bool json = false;
    bool markdown = false;  ///< which it is without a flag, too
};

}  // namespace

void add_permissions(CLI::App& program) {
    auto* command = program.add_subcommand(
        "permissions", "print who may call which endpoint, and what has to be shown for it");
    auto options = std::make_shared<PermissionsOptions>();
    command->add_option("--places", options->data.places, "the packed gazetteer")->capture_default_str();
    command->add_option("--passwords", options->data.passwords, "the leaked passwords")
        ->capture_default_str();
    auto* json = command->add_flag("--json", options->json, "as JSON, an endpoint a line");
    command->add_flag("--markdown", options->markdown, "as docs/permissions.md; so it is printed by itself")
        ->excludes(json);
    command->callback([options] {
        NoKeys no_keys;
        sealing::Keyring keyring{no_keys};
        const Services services{options->data, "https://localhost:8443", Environment::development, keyring};
        const auto endpoints = services.routes.endpoints();
        std::cout << (options->json ? as_json(endpoints) : as_markdown(endpoints));
    });
}

}  // namespace suncrew::commands
