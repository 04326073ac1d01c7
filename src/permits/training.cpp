#include "permits/training.hpp"

#include <algorithm>

#include "base/refusal.hpp"
#include "identity/accounts.hpp"
#include "permits/training_wire.hpp"

namespace suncrew::permits {
namespace {

using access::Permission;

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        lines.emplace_back(text.substr(at, end - at));
        at = end + 1;
    }
    return lines;
}

}  // namespace

CourseView Training::read(access::Granted<Permission::take_course> who, const ReadCourse& command,
                          store::Reading& reading) {
    CourseView view;
    view.version = course_version;
    view.tries_an_hour = course_tries_an_hour_max;
    if (const auto completion = current_completion(reading, who.account(), clock_.now())) {
        view.passed_at = completion->passed_at;
        view.valid_until = completion->valid_until;
    }
    for (const Lesson& lesson : lessons())
        view.lessons.push_back(
            {std::string{lesson.title.in(command.language)}, lines_of(lesson.text.in(command.language))});
    for (const Question& question : questions()) {
        QuestionView asked{std::string{question.text.in(command.language)}, {}};
        for (const InBoth& answer : question.answers)
            asked.answers.emplace_back(answer.in(command.language));
        view.questions.push_back(std::move(asked));
    }
    return view;
}

CourseResult Training::answer(access::Granted<Permission::take_course> who, const AnswerCourse& command,
                              store::Transaction& transaction) {
    const Instant now = clock_.now();
    if (command.version != course_version)
        throw Refusal{Code::conflict, "course_changed"};
    identity::hold_in_role(transaction, who.account(), who.caller().role);
    CourseResult result;
    result.tries_left = count_try(transaction, who.account(), now);
    for (std::size_t i = 0; i < questions_count; ++i) {
        const Question& question = questions()[i];
        if (static_cast<std::size_t>(std::int64_t{command.answers[i]}) != question.right)
            result.wrong.push_back(
                {static_cast<int>(i), std::string{question.explanation.in(command.language)}});
    }
    result.passed = result.wrong.empty();
    if (result.passed)
        result.valid_until = complete_course(transaction, who.account(), who.client(), now).valid_until;
    return result;
}

}  // namespace suncrew::permits
