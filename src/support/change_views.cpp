#include "support/change_views.hpp"

namespace suncrew::support {

ChangeSummary summary_of(store::Reading& reading, sealing::Keyring& keyring, const StoredChange& change,
                         Instant now) {
    const auto proof = access::Opening::of(access::Work::naming);
    ChangeWords words = words_of(reading, keyring, proof, change);
    std::vector<Field> fields;
    for (const SealedDifference& difference : change.differences)
        fields.push_back(difference.field);
    return {.id = change.id,
            .case_id = change.grant,
            .requested_by = keyring.opener(reading, proof, change.requester)
                                .open(sealing::Row{change.requester}, change.requester_name),
            .account = change.about.account,
            .order = change.about.order,
            .ticket = std::move(words.ticket),
            .reason = std::move(words.reason),
            .fields = std::move(fields),
            .state = change.state_at(now),
            .requested_at = change.requested_at,
            .expires_at = change.expires_at,
            .closed_at = change.closed_at,
            .closed_by = change.closed_by,
            .refusal = std::move(words.refusal)};
}

OwnChangeView own_view_of(store::Reading& reading, sealing::Keyring& keyring, const sealing::MayOpen& proof,
                          const StoredChange& change, Instant now) {
    ChangeWords words = words_of(reading, keyring, proof, change);
    return {.id = change.id,
            .order = change.about.order,
            .ticket = std::move(words.ticket),
            .reason = std::move(words.reason),
            .differences = opened(reading, keyring, proof, change),
            .state = change.state_at(now),
            .requested_at = change.requested_at,
            .expires_at = change.expires_at,
            .closed_at = change.closed_at,
            .closed_by = change.closed_by};
}

}  // namespace suncrew::support
