#include "permits/permits_fixture.hpp"

namespace suncrew::permits {
namespace {

using Given = decltype(AnswerCourse::answers);

class TrainingTest : public PermitsFixture {
protected:
    static Given right() {
        Given answers;
        for (const Question& question : questions())
            answers.emplace_back(static_cast<std::int64_t>(question.right));
        return answers;
    }
    static Given wrong_at(std::size_t at) {
        Given answers = right();
        answers[at] = Given::value_type{(std::int64_t{answers[at]} + 1) % 3};
        return answers;
    }
    CourseResult answer(const Caller& who, const Given& answers, store::Connection& connection,
                        std::int64_t version = course_version) {
        return store::in_transaction(connection, [&](store::Transaction& t) {
            return training_.answer(access::check<Permission::take_course>(who),
                                    {decltype(AnswerCourse::version){version}, notify::Language::es, answers},
                                    t);
        });
    }
    CourseResult answer(const Caller& who, const Given& answers) { return answer(who, answers, connection_); }
    CourseView read(const Caller& who, notify::Language language = notify::Language::en) {
        return training_.read(access::check<Permission::take_course>(who), {language}, reading_);
    }
    bool current(const Caller& who) {
        return current_completion(reading_, *who.account, clock_.now()).has_value();
    }

    const Caller new_one_ = caller_of(account("new1@example.org", Role::engineer), Role::engineer);
};
INSTANTIATE_TEST_SUITE_P(Databases, TrainingTest, testing::ValuesIn(store::databases_at_hand()),
                         store::database_name);

TEST_P(TrainingTest, AllRightPassesForAYearWithAnEventAndItsEntry) {
    new_events();
    EXPECT_FALSE(current(new_one_));
    const CourseResult result = answer(new_one_, right());
    EXPECT_TRUE(result.passed);
    EXPECT_EQ(result.valid_until, clock_.now() + course_valid);
    EXPECT_TRUE(current(new_one_));
    EXPECT_EQ(new_events(), Kinds{"training_passed"});
    EXPECT_EQ(last_event().account, new_one_.account);
    EXPECT_EQ(number("select count(*) from log_entries where leaf like '%action training_passed%'"),
              number("select count(*) from security_events where kind = 'training_passed'"));
    clock_.advance(course_valid - 1min);
    EXPECT_TRUE(current(new_one_));
    clock_.advance(1min);
    EXPECT_FALSE(current(new_one_));
}

TEST_P(TrainingTest, OneWrongAnswerIsExplainedAndPassesNobody) {
    new_events();
    for (std::size_t at = 0; at < questions_count; ++at) {
        const CourseResult result = answer(new_one_, wrong_at(at));
        EXPECT_FALSE(result.passed);
        EXPECT_FALSE(result.valid_until);
        ASSERT_EQ(result.wrong.size(), 1U);
        EXPECT_EQ(result.wrong[0].question, static_cast<int>(at));
        EXPECT_EQ(result.wrong[0].explanation, questions()[at].explanation.es);
    }
    EXPECT_FALSE(current(new_one_));
    EXPECT_TRUE(new_events().empty());
    EXPECT_TRUE(answer(new_one_, right()).passed) << "at once again";
}

TEST_P(TrainingTest, TriesAreCountedForAnHourAndForEachAlone) {
    for (int left = course_tries_an_hour_max - 1; left >= 0; --left)
        EXPECT_EQ(answer(new_one_, wrong_at(0)).tries_left, left);
    EXPECT_EQ(refusal([&] { answer(new_one_, right()); }), "too_many_tries");
    EXPECT_FALSE(current(new_one_));
    EXPECT_EQ(refusal([&] { answer(support_, right()); }), "not refused");
    clock_.advance(1h);
    EXPECT_TRUE(answer(new_one_, right()).passed);
}

TEST_P(TrainingTest, TriesAtOnceAreAllCounted) {
    for (int i = 0; i < course_tries_an_hour_max - 1; ++i)
        answer(new_one_, wrong_at(0));
    EXPECT_EQ(at_once([&](int, const access::HashingLane& lane) {
                  answer(new_one_, wrong_at(1), lane.connection());
              }),
              (Answers{"not refused", "too_many_tries"}));
}

TEST_P(TrainingTest, AnswersToAnotherVersionAreRefused) {
    EXPECT_EQ(refusal([&] { answer(new_one_, right(), connection_, course_version + 1); }), "course_changed");
    EXPECT_FALSE(current(new_one_));
}

TEST_P(TrainingTest, ACompletionOfAnotherVersionCountsForNothing) {
    answer(new_one_, right());
    in_transaction([&](store::Transaction& t) {
        t.run("update course_completions set version = version - 1 where account = ?", *new_one_.account);
    });
    EXPECT_FALSE(current(new_one_));
    EXPECT_FALSE(read(new_one_).valid_until);
}

TEST_P(TrainingTest, PassingItAgainAndAgainLeavesOneCompletion) {
    for (int i = 0; i < 3; ++i)
        EXPECT_TRUE(answer(new_one_, right()).passed);
    EXPECT_EQ(count("select count(*) from course_completions where account = ?", *new_one_.account), 1);
    clock_.advance(course_valid - course_renewable);
    EXPECT_TRUE(answer(new_one_, right()).passed);
    EXPECT_EQ(count("select count(*) from course_completions where account = ?", *new_one_.account), 2);
}

TEST_P(TrainingTest, TheCourseIsReadInBothLanguagesWithoutAWordOfWhatIsRight) {
    for (const notify::Language language : {notify::Language::en, notify::Language::es}) {
        const CourseView course = read(new_one_, language);
        EXPECT_EQ(course.lessons.size(), lessons_count);
        ASSERT_EQ(course.questions.size(), questions_count);
        const std::string json = wire::encode(course);
        for (const Question& question : questions())
            EXPECT_EQ(json.find(question.explanation.in(language).substr(0, 30)), json.npos);
        EXPECT_EQ(json.find("\"right\""), json.npos);
        for (const LessonView& lesson : course.lessons)
            for (const std::string& paragraph : lesson.paragraphs)
                EXPECT_FALSE(paragraph.empty());
    }
    EXPECT_NE(read(new_one_, notify::Language::en).lessons[0].title,
              read(new_one_, notify::Language::es).lessons[0].title);
}

TEST_P(TrainingTest, WhoWasLockedMeanwhilePassesNothing) {
    lock(*new_one_.account);
    EXPECT_EQ(refusal([&] { answer(new_one_, right()); }), "session_required");
    EXPECT_FALSE(current(new_one_));
}

}  // namespace
}  // namespace suncrew::permits
