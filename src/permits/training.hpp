#pragma once

#include "access/granted.hpp"
#include "base/time.hpp"
#include "store/connection.hpp"

namespace suncrew::permits {

struct ReadCourse;
struct CourseView;
struct AnswerCourse;
struct CourseResult;

/// The awareness course, read and taken.
class Training {
public:
    explicit Training(const Clock& clock) : clock_{clock} {}

    CourseView read(access::Granted<access::Permission::take_course> who, const ReadCourse& command,
                    store::Reading& reading);
    /// Passed when every answer is right; the wrong ones are explained, and may be given anew at once, at
    /// most `course_tries_an_hour_max` times an hour ("too_many_tries"). Refuses with conflict
    /// "course_changed" the answers to another version.
    CourseResult answer(access::Granted<access::Permission::take_course> who, const AnswerCourse& command,
                        store::Transaction& transaction);

private:
    const Clock& clock_;
};

}  // namespace suncrew::permits
