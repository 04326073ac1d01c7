#pragma once

#include <string>

#include <boost/describe/class.hpp>

#include "access/granted.hpp"
#include "access/opening.hpp"
#include "base/time.hpp"
#include "identity/post.hpp"

namespace suncrew::permits {

/// GET /opened/accounts/{account}.
struct OpenContact {
    AccountId account;
};
BOOST_DESCRIBE_STRUCT(OpenContact, (), (account))

struct ContactView {
    std::string name;
    std::string email;
};
BOOST_DESCRIBE_STRUCT(ContactView, (), (name, email))

/// Whose account it is, for who has a live grant for just that or for everything.
class OpenedContact {
public:
    OpenedContact(const identity::Post& post, const Clock& clock) : post_{post}, clock_{clock} {}

    /// Leaves an entry that names the grant, with each look; its person sees it. Refuses with forbidden
    /// "grant_required" where there is no grant that counts at this moment, whether or not there is such an
    /// account; and then with not_found "no_such_account".
    ContactView read(access::Granted<access::Permission::open_by_grant> who, const OpenContact& command,
                     access::Desk& desk);

private:
    const identity::Post& post_;
    const Clock& clock_;
};

}  // namespace suncrew::permits
