#pragma once

#include "access/granted.hpp"
#include "access/recorded.hpp"
#include "base/time.hpp"
#include "http/answers.hpp"
#include "store/connection.hpp"

namespace suncrew::alerts {

struct ReadAlerts;
struct AlertList;
struct AcknowledgeAlert;
struct CloseAlert;

/// Where security officers see alerts and are done with them. What they do is on record by the alert's name,
/// not by whom it is about. Refuses with not_found "no_such_alert".
class AlertDesk {
public:
    explicit AlertDesk(const Clock& clock) : clock_{clock} {}

    AlertList list(access::Granted<access::Permission::read_alerts> who, const ReadAlerts& command,
                   store::Reading& reading);
    /// Says that somebody looks into it. Refuses with conflict "alert_not_open".
    access::Recorded<http::NoContent> acknowledge(access::Granted<access::Permission::handle_alerts> who,
                                                  const AcknowledgeAlert& command, store::Writing& writing);
    /// Refuses with conflict "alert_closed_already", and with "not_oneself" an officer whom the alert is
    /// about: another one has to look.
    access::Recorded<http::NoContent> close(access::Granted<access::Permission::handle_alerts> who,
                                            const CloseAlert& command, store::Writing& writing);

private:
    const Clock& clock_;
};

}  // namespace suncrew::alerts
