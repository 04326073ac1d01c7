#pragma once

#include "access/granted.hpp"
#include "base/time.hpp"
#include "places/networks.hpp"
#include "store/connection.hpp"

namespace suncrew::transparency {

struct ReadOwnRecord;
struct OwnRecordPage;

/// What was changed about one's own account, by whom in what role and when, each with what its reader needs
/// to check that it stands in the log. Of the staff the role is told, and not the person, address or device.
class OwnRecord {
public:
    explicit OwnRecord(const places::Networks& networks) : networks_{networks} {}

    /// Newest first.
    OwnRecordPage read(access::Granted<access::Permission::read_own_record> who, const ReadOwnRecord& command,
                       store::Reading& reading);

private:
    const places::Networks& networks_;
};

}  // namespace suncrew::transparency
