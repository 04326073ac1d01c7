#pragma once

#include <optional>
#include <string>
#include <vector>

#include "identity/post.hpp"
#include "store/connection.hpp"
#include "support/changes_store.hpp"

/// The one way in which support's changes reach the data.
namespace suncrew::support {

/// What the fields say today. `proof` is for the account. Refuses with not_found "no_such_account" and
/// "order_not_found" what is not there.
std::vector<std::optional<std::string>> present_values(store::Reading& reading, sealing::Keyring& keyring,
                                                       const sealing::MayOpen& proof, const About& about,
                                                       const std::vector<Field>& fields);

/// Writes all of it, in the transaction of the decision. A new e-mail address is asked for by a link to it,
/// as the customer would. Refuses with conflict "changed_meanwhile" where a field no longer says what it said
/// when the change was asked for, "order_ended", and as `present_values` does; then nothing is written.
void apply(store::Writing& writing, const identity::Post& post, const sealing::MayOpen& proof,
           const About& about, const std::vector<Difference>& differences, Instant now);

}  // namespace suncrew::support
