#pragma once

#include <algorithm>
#include <vector>

#include "sealing/subject.hpp"

namespace suncrew::access {
class Opening;
}

namespace suncrew::sealing {

/// The proof that somebody may open what belongs to certain subjects. Only `access::Opening` makes one: for
/// one's own data, for the data of others once the entry of that is committed, and for a named work of the
/// program itself.
class MayOpen {
public:
    bool covers(const Subject& subject) const {
        return all_ || std::find(subjects_.begin(), subjects_.end(), subject) != subjects_.end();
    }

private:
    friend class access::Opening;
    MayOpen() : all_{true} {}
    explicit MayOpen(std::vector<Subject> subjects) : subjects_{std::move(subjects)} {}

    bool all_ = false;  ///< of a work of the program itself
    std::vector<Subject> subjects_;
};

}  // namespace suncrew::sealing
