#include "store/migrate.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/scratch_database.hpp"

namespace suncrew::store {
namespace {

constexpr Sql make_crews{"create table crews (name text primary key) strict",
                         "create table crews (name varchar(40) primary key)"};
constexpr Sql make_visits{"create table visits (crew text not null) strict",
                          "create table visits (crew varchar(40) not null)"};
constexpr Sql first_crew{"insert into crews (name) values ('north')"};
constexpr Sql broken{"create table visits (crew", "create table visits (crew"};

constexpr Migration released[]{
    {1, "crews", make_crews}, {2, "first crew", first_crew}, {3, "visits", make_visits}};

class MigrateTest : public testing::TestWithParam<Database> {
protected:
    static int done(Connection& connection) {
        return *Reading{connection}.value<int>(
            "select count(*) from schema_steps where applied_at is not null");
    }

    ScratchDatabase scratch_{GetParam()};
    std::unique_ptr<Connection> connection_ = scratch_.connect();
};

INSTANTIATE_TEST_SUITE_P(On, MigrateTest, testing::ValuesIn(databases_at_hand()), database_name);

TEST_P(MigrateTest, BringsAnEmptyDatabaseToTheLastStep) {
    migrate(*connection_, released);
    Reading reading{*connection_};
    EXPECT_EQ(reading.value<std::string>("select name from crews"), "north");
    EXPECT_EQ(reading.value<int>("select count(*) from visits"), 0);
    EXPECT_EQ(reading.value<std::string>("select name from schema_steps where number = 2"), "first crew");
    EXPECT_EQ(done(*connection_), 3);
}

TEST_P(MigrateTest, ASecondRunChangesNothing) {
    migrate(*connection_, released);
    Reading reading{*connection_};
    const auto before =
        reading.rows<int, std::string, std::int64_t>("select number, checksum, applied_at from schema_steps");
    migrate(*connection_, released);
    EXPECT_EQ((reading.rows<int, std::string, std::int64_t>(
                  "select number, checksum, applied_at from schema_steps")),
              before);
    EXPECT_EQ(reading.value<int>("select count(*) from crews"), 1);
}

// MariaDB ends statements of every kind that take too long; a step on a large table may take its time.
TEST_P(MigrateTest, AStepHasNoLimitOfTimeAndTheStatementsAfterItHave) {
    if (!connection_->description().starts_with("MariaDB"))
        GTEST_SKIP() << "MariaDB alone has such a limit";
    constexpr Sql read_limit{"select 1.0", "select cast(@@max_statement_time as double)"};
    Reading reading{*connection_};
    const auto limit = reading.value<double>(read_limit);
    EXPECT_GT(limit, 0.0);
    constexpr Migration watched[]{
        {1,
         "in a definition",
         {"create table limits (seconds real)",
          "create table limits as select cast(@@max_statement_time as double) as seconds"}},
        {2,
         "in a change of rows",
         {"insert into limits (seconds) values (0)",
          "insert into limits (seconds) select cast(@@max_statement_time as double)"}}};
    migrate(*connection_, watched);
    EXPECT_EQ(reading.value<int>("select count(*) from limits where seconds = 0"), 2);
    EXPECT_EQ(reading.value<double>(read_limit), limit);
    constexpr Migration failing[]{watched[0], watched[1], {3, "broken", broken}};
    EXPECT_THROW(migrate(*connection_, failing), Fault);
    EXPECT_EQ(reading.value<double>(read_limit), limit);
}

TEST_P(MigrateTest, GoesOnWhereItStopped) {
    constexpr Migration first_try[]{
        {1, "crews", make_crews}, {2, "first crew", first_crew}, {3, "visits", broken}};
    EXPECT_THROW(migrate(*connection_, first_try), Fault);
    EXPECT_EQ(done(*connection_), 2);
    migrate(*connection_, released);
    EXPECT_EQ(done(*connection_), 3);
    EXPECT_EQ(Reading{*connection_}.value<int>("select count(*) from crews"), 1) << "no step is done twice";
}

TEST_P(MigrateTest, AStepCutOffBeforeItsRecordIsFinished) {
    if (GetParam() == Database::sqlite)
        GTEST_SKIP() << "on SQLite step and record are one transaction";
    migrate(*connection_, std::span{released}.first(2));
    connection_->driver().define(make_visits);
    in_transaction(*connection_, [](Transaction& tx) {
        tx.run("insert into schema_steps (number, name, checksum) values (3, 'visits', 'begun')");
    });
    constexpr Migration later[]{{1, "crews", make_crews},
                                {2, "first crew", first_crew},
                                {3, "visits", make_visits},
                                {4, "visits by crew", "create index visits_crew on visits (crew)"}};
    migrate(*connection_, later);
    EXPECT_EQ(done(*connection_), 4) << "and the steps after it are done in the same run";
}

TEST_P(MigrateTest, ATableThatNoStepMadeIsNotTakenForDone) {
    migrate(*connection_, std::span{released}.first(2));
    connection_->driver().define(make_visits);
    EXPECT_THROW(migrate(*connection_, released), Fault);
    EXPECT_EQ(done(*connection_), 2);
}

TEST_P(MigrateTest, ANewerDatabaseIsRefused) {
    migrate(*connection_, released);
    EXPECT_THROW(migrate(*connection_, std::span{released}.first(2)), Fault);
    EXPECT_EQ(done(*connection_), 3);
}

TEST_P(MigrateTest, AnEditedStepIsRefused) {
    migrate(*connection_, released);
    constexpr Migration edited[]{{1, "crews", make_crews},
                                 {2, "first crew", "insert into crews (name) values ('south')"},
                                 {3, "visits", make_visits}};
    EXPECT_THROW(migrate(*connection_, edited), Fault);
    EXPECT_EQ(Reading{*connection_}.value<std::string>("select name from crews"), "north");
}

TEST_P(MigrateTest, StepsAreNumberedWithoutGap) {
    constexpr Migration gap[]{{1, "crews", make_crews}, {3, "visits", make_visits}};
    EXPECT_THROW(migrate(*connection_, gap), Fault);
    EXPECT_THROW(Reading{*connection_}.value<int>("select count(*) from crews"), Fault) << "nothing was done";
}

TEST_P(MigrateTest, ATriggerIsOneStep) {
    constexpr Migration steps[]{
        {1, "crews", make_crews},
        {2,
         "crews stay",
         {"create trigger crews_stay before delete on crews begin select raise(abort, 'crews stay'); end",
          "create trigger crews_stay before delete on crews for each row "
          "signal sqlstate '45000' set message_text = 'crews stay'"}},
        {3, "first crew", first_crew}};
    migrate(*connection_, steps);
    EXPECT_THROW(in_transaction(*connection_, [](Transaction& tx) { tx.run("delete from crews"); }), Fault);
    EXPECT_EQ(Reading{*connection_}.value<int>("select count(*) from crews"), 1);
}

TEST_P(MigrateTest, ManyProgramsMigrateAtOnce) {
    connection_.reset();
    constexpr int programs = 4;
    std::array<pid_t, programs> children{};
    for (pid_t& child : children) {
        child = ::fork();
        ASSERT_GE(child, 0);
        if (child == 0) {
            int status = 1;
            try {
                migrate(*scratch_.connect(), released);
                status = 0;
            } catch (const std::exception& failure) {
                std::fprintf(stderr, "%s\n", failure.what());
            }
            ::_exit(status);
        }
    }
    for (const pid_t child : children) {
        int status = -1;
        ::waitpid(child, &status, 0);
        EXPECT_EQ(status, 0);
    }
    connection_ = scratch_.connect();
    EXPECT_EQ(done(*connection_), 3);
    EXPECT_EQ(Reading{*connection_}.value<int>("select count(*) from crews"), 1);
}

}  // namespace
}  // namespace suncrew::store
