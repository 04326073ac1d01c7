#include "store/sql.hpp"

#include <gtest/gtest.h>

namespace suncrew::store {
namespace {

static_assert(Sql{"select 1"}.parameters() == 0);
static_assert(Sql{"select a from t where b = ? and c = ?"}.parameters() == 2);

// What stands in a quote, an identifier or a comment is no placeholder, and a semicolon there ends nothing.
static_assert(Sql{"select '?;', \"?\", `?` from t where b = ?"}.parameters() == 1);
static_assert(Sql{"select 'it''s ? here' where a = ?"}.parameters() == 1);
static_assert(Sql{"select 1 /* ?; */ where a = ?"}.parameters() == 1);
static_assert(Sql{"select 1 -- ?;\n where a = ?"}.parameters() == 1);
static_assert(Sql{"select '\\' where a = ?"}.parameters() == 1);

static_assert(Sql{"select a from t"}.verb() == Verb::read);
static_assert(Sql{"  SELECT a from t"}.verb() == Verb::read);
static_assert(Sql{"with a as (select 1) select * from a"}.verb() == Verb::read);
static_assert(Sql{"with a as (select 1) delete from t"}.verb() == Verb::write);
static_assert(Sql{"with a as (select 'delete') select * from a"}.verb() == Verb::read);
static_assert(Sql{"insert into t values (?)"}.verb() == Verb::write);
static_assert(Sql{"replace into t values (?)"}.verb() == Verb::write);
static_assert(Sql{"update t set a = 1"}.verb() == Verb::write);
static_assert(Sql{"drop table t"}.verb() == Verb::define);
static_assert(Sql{"commit"}.verb() == Verb::define);

static_assert(Sql{"create trigger a before delete on t begin select raise(abort, 'no'); end"}.verb() ==
              Verb::define);

static_assert(ReadSql<int>{"select a from t where b = ?"}.sql().parameters() == 1);

TEST(SqlTest, KnowsTheTextOfEachDatabase) {
    constexpr Sql sql{"select a from t limit ?", "select a from t where b = ?"};
    EXPECT_EQ(sql.text(Database::sqlite), "select a from t limit ?");
    EXPECT_EQ(sql.text(Database::mysql), "select a from t where b = ?");
}

TEST(SqlTest, TheTextEndsWithAZeroByte) {
    constexpr Sql sql{"select 1"};
    EXPECT_STREQ(sql.text(Database::mysql).data(), "select 1");
}

}  // namespace
}  // namespace suncrew::store
