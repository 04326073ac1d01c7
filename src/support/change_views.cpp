#include "support/change_views.hpp"

namespace suncrew::support {

ChangeSummary summary_of(store::Reading& reading, sealing::Keyring& keyring, const StoredChange& change,
                         Instant now) {
    std::vector<Field> fields;
    for (const SealedDifference& difference : change.differences)
        fields.push_back(difference.field);
    return {
        .id = change.id,
        .case_id = change.grant,
        .requested_by = keyring.opener(reading, access::Opening::of(access::Work::naming), change.requester)
                            .open(sealing::Row{change.requester}, change.requester_name),
        .account = change.about.account,
        .order = change.about.order,
        .ticket = change.ticket,
        .reason = change.reason,
        .fields = std::move(fields),
        .state = change.state_at(now),
        .requested_at = change.requested_at,
        .expires_at = change.expires_at,
        .closed_at = change.closed_at,
        .closed_by = change.closed_by,
        .refusal = change.refusal};
}

OwnChangeView own_view_of(const StoredChange& change, std::vector<Difference>&& differences, Instant now) {
    return {.id = change.id,
            .order = change.about.order,
            .ticket = change.ticket,
            .reason = change.reason,
            .differences = std::move(differences),
            .state = change.state_at(now),
            .requested_at = change.requested_at,
            .expires_at = change.expires_at,
            .closed_at = change.closed_at,
            .closed_by = change.closed_by};
}

}  // namespace suncrew::support
