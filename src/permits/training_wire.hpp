#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <boost/describe/class.hpp>

#include "base/time.hpp"
#include "permits/completions.hpp"
#include "permits/course.hpp"
#include "wire/structs.hpp"

/// What is said and heard of the course. No view has a right answer before it was given.
namespace suncrew::permits {

struct ReadCourse {
    notify::Language language{};
};
BOOST_DESCRIBE_STRUCT(ReadCourse, (), (language))

struct LessonView {
    std::string title;
    std::vector<std::string> paragraphs;
};
BOOST_DESCRIBE_STRUCT(LessonView, (), (title, paragraphs))
struct QuestionView {
    std::string text;
    std::vector<std::string> answers;
};
BOOST_DESCRIBE_STRUCT(QuestionView, (), (text, answers))
struct CourseView {
    int version = 0;
    int tries_an_hour = 0;
    std::optional<Instant> passed_at;    ///< of the reader's current completion
    std::optional<Instant> valid_until;  ///< of the same; none: the course has to be taken
    std::vector<LessonView> lessons;
    std::vector<QuestionView> questions;
};
BOOST_DESCRIBE_STRUCT(CourseView, (), (version, tries_an_hour, passed_at, valid_until, lessons, questions))

struct AnswerCourse {
    wire::Whole<1, 1000> version;  ///< that was read: another one is refused
    notify::Language language{};
    wire::List<wire::Whole<0, answers_count - 1>, questions_count, questions_count>
        answers;  ///< one a question
};
BOOST_DESCRIBE_STRUCT(AnswerCourse, (), (version, language, answers))

struct WrongAnswer {
    int question = 0;  ///< its index
    std::string explanation;
};
BOOST_DESCRIBE_STRUCT(WrongAnswer, (), (question, explanation))
struct CourseResult {
    bool passed = false;
    std::vector<WrongAnswer> wrong;
    int tries_left = 0;  ///< this hour
    std::optional<Instant> valid_until;
};
BOOST_DESCRIBE_STRUCT(CourseResult, (), (passed, wrong, tries_left, valid_until))

}  // namespace suncrew::permits
