#include <cmath>
#include <limits>
#include <random>

#include <gtest/gtest.h>

#include "store/connection.hpp"
#include "store/migrate.hpp"
#include "store/scratch_database.hpp"

namespace suncrew::store {
namespace {

constexpr Migration tables[]{
    {1,
     "all_types",
     {"create table all_types (number integer, real_number real, words text, raw blob) strict",
      "create table all_types (number bigint, real_number double, words longtext, raw longblob)"}},
    {2,
     "narrow",
     {"create table narrow (a integer, b integer, c integer, d text unique, e blob) strict",
      "create table narrow (a tinyint, b smallint unsigned, c int, d varchar(400) unique, e varbinary(40))"}},
};

class ValuesTest : public testing::TestWithParam<Database> {
protected:
    ValuesTest() : connection_{scratch_.connect()} { migrate(*connection_, tables); }

    std::int64_t rows_of_all_types() {
        return *reading_.value<std::int64_t>("select count(*) from all_types");
    }

    template <class T>
    T number_back(const T& value) {
        in_transaction(*connection_, [&](Transaction& tx) {
            tx.run("delete from all_types");
            tx.run("insert into all_types (number) values (?)", value);
        });
        return *reading_.value<T>("select number from all_types where number = ? or number is null", value);
    }
    template <class T>
    T real_back(const T& value) {
        in_transaction(*connection_, [&](Transaction& tx) {
            tx.run("delete from all_types");
            tx.run("insert into all_types (real_number) values (?)", value);
        });
        return *reading_.value<T>("select real_number from all_types");
    }
    template <class T>
    T text_back(const T& value) {
        in_transaction(*connection_, [&](Transaction& tx) {
            tx.run("delete from all_types");
            tx.run("insert into all_types (words) values (?)", value);
        });
        return *reading_.value<T>("select words from all_types where words = ? or words is null", value);
    }
    template <class T>
    T bytes_back(const T& value) {
        in_transaction(*connection_, [&](Transaction& tx) {
            tx.run("delete from all_types");
            tx.run("insert into all_types (raw) values (?)", value);
        });
        return *reading_.value<T>("select raw from all_types where raw = ? or raw is null", value);
    }

    ScratchDatabase scratch_{GetParam()};
    std::unique_ptr<Connection> connection_;
    Reading reading_{*connection_};
};

INSTANTIATE_TEST_SUITE_P(On, ValuesTest, testing::ValuesIn(databases_at_hand()), database_name);

TEST_P(ValuesTest, IntegersComeBack) {
    for (const std::int64_t value :
         {std::int64_t{0}, std::int64_t{-1}, std::numeric_limits<std::int64_t>::min(),
          std::numeric_limits<std::int64_t>::max()})
        EXPECT_EQ(number_back(value), value);
    EXPECT_EQ(number_back(std::numeric_limits<int>::min()), std::numeric_limits<int>::min());
    EXPECT_EQ(number_back(true), true);
    EXPECT_EQ(number_back(false), false);
}

TEST_P(ValuesTest, RealNumbersComeBackToTheLastBit) {
    for (const double value : {0.0, -0.5, 0.1, 1.0 / 3.0, std::numeric_limits<double>::max(),
                               std::numeric_limits<double>::min(), -123456789.125})
        EXPECT_EQ(real_back(value), value);
}

TEST_P(ValuesTest, WhatIsNoNumberIsNotKept) {
    Transaction tx{*connection_};
    EXPECT_THROW(tx.run("insert into all_types (real_number) values (?)", std::nan("")), Fault);
    EXPECT_THROW(tx.run("insert into all_types (real_number) values (?)", HUGE_VAL), Fault);
}

TEST_P(ValuesTest, TextsComeBack) {
    using namespace std::string_literals;
    for (const std::string& value :
         {""s, "x"s, "zero \0 byte"s, "tejado ñ 屋根 😀"s, " blanks at the end  "s, "\r\n\t\x01"s,
          std::string(249, 'a'), std::string(250, 'a'), std::string(251, 'a'), std::string(65'535, 'b'),
          std::string(65'536, 'b'), std::string(1'048'576, 'c')})
        EXPECT_EQ(text_back(value), value);
}

TEST_P(ValuesTest, ALiteralIsAText) {
    in_transaction(*connection_,
                   [](Transaction& tx) { tx.run("insert into all_types (words) values (?)", "literal"); });
    EXPECT_EQ(reading_.value<std::string>("select words from all_types where words = ?",
                                          std::string_view{"literal"}),
              "literal");
}

TEST_P(ValuesTest, BytesComeBack) {
    EXPECT_EQ(bytes_back(Bytes{}), Bytes{});
    EXPECT_EQ(bytes_back(Bytes{0, 1, 0xff, 0}), (Bytes{0, 1, 0xff, 0}));
    EXPECT_EQ(bytes_back(Bytes(300'000, 0xfe)), Bytes(300'000, 0xfe));
    const std::array<std::uint8_t, 4> four{0, 0x80, 0, 7};
    EXPECT_EQ(bytes_back(four), four);
    const AccountId id = AccountId::make(Instant{std::chrono::milliseconds{1'777'000'000'000}});
    EXPECT_EQ(bytes_back(id), id);
    EXPECT_EQ(bytes_back(id.uuid()), id.uuid());
}

TEST_P(ValuesTest, TimesComeBack) {
    const Instant instant{std::chrono::milliseconds{1'777'000'000'123}};
    EXPECT_EQ(number_back(instant), instant);
    EXPECT_EQ(number_back(Instant{std::chrono::milliseconds{-1}}), Instant{std::chrono::milliseconds{-1}});
    using namespace std::chrono;
    const Date leap_day = year{2028} / 2 / 29;
    EXPECT_EQ(number_back(leap_day), leap_day);
    EXPECT_EQ(reading_.value<std::int64_t>("select number from all_types"), 21'243);
    const Date before = year{1969} / 12 / 31;
    EXPECT_EQ(number_back(before), before);
}

TEST_P(ValuesTest, NullComesBackAsAbsent) {
    EXPECT_EQ(number_back(std::optional<std::int64_t>{}), std::nullopt);
    EXPECT_EQ(number_back(std::optional<std::int64_t>{7}), 7);
    EXPECT_EQ(text_back(std::optional<std::string>{}), std::nullopt);
    EXPECT_EQ(text_back(std::optional<std::string>{""}), "");
    EXPECT_EQ(bytes_back(std::optional<Uuid>{}), std::nullopt);
    EXPECT_EQ(real_back(std::optional<double>{}), std::nullopt);
    EXPECT_EQ(number_back(std::optional<Instant>{}), std::nullopt);
    in_transaction(*connection_,
                   [](Transaction& tx) { tx.run("insert into all_types (words) values (?)", std::nullopt); });
    EXPECT_EQ(reading_.value<std::int64_t>("select count(*) from all_types where words is null"), 2);
}

TEST_P(ValuesTest, ManyColumnsWithNullsBetweenThem) {
    in_transaction(*connection_, [](Transaction& tx) {
        tx.run("insert into all_types (number, real_number, words, raw) values (?, ?, ?, ?)", 1, std::nullopt,
               "a", std::nullopt);
        tx.run("insert into all_types (number, real_number, words, raw) values (?, ?, ?, ?)", 2, 0.5,
               std::nullopt, Bytes{9});
    });
    using Row = std::tuple<int, std::optional<double>, std::optional<std::string>, std::optional<Bytes>>;
    const auto rows =
        reading_.rows<int, std::optional<double>, std::optional<std::string>, std::optional<Bytes>>(
            "select number, real_number, words, raw from all_types order by number");
    ASSERT_EQ(rows.size(), 2);
    EXPECT_EQ(rows[0], (Row{1, std::nullopt, "a", std::nullopt}));
    EXPECT_EQ(rows[1], (Row{2, 0.5, std::nullopt, Bytes{9}}));
}

TEST_P(ValuesTest, NarrowColumnsAreReadWide) {
    in_transaction(*connection_, [](Transaction& tx) {
        tx.run("insert into narrow (a, b, c, d, e) values (?, ?, ?, ?, ?)", -128, 65535, -2'147'483'647, "d",
               Bytes{1});
    });
    const auto row =
        reading_.one<std::int64_t, int, int, std::string, Bytes>("select a, b, c, d, e from narrow");
    EXPECT_EQ(row, (std::tuple{std::int64_t{-128}, 65535, -2'147'483'647, std::string{"d"}, Bytes{1}}));
}

TEST_P(ValuesTest, SumsAndAveragesAreNumbers) {
    in_transaction(*connection_, [](Transaction& tx) {
        for (const int number : {1, 2, 4})
            tx.run("insert into all_types (number, real_number) values (?, ?)", number, number / 2.0);
    });
    const auto row = reading_.one<std::int64_t, double, double, std::optional<std::int64_t>>(
        "select sum(number), sum(real_number), avg(number), max(raw) from all_types");
    ASSERT_TRUE(row);
    EXPECT_EQ(std::get<0>(*row), 7);
    EXPECT_EQ(std::get<1>(*row), 3.5);
    EXPECT_NEAR(std::get<2>(*row), 7.0 / 3.0, 1e-3);
    EXPECT_EQ(std::get<3>(*row), std::nullopt);
}

TEST_P(ValuesTest, AColumnThatIsSomethingElseIsAFault) {
    in_transaction(*connection_, [](Transaction& tx) {
        tx.run("insert into all_types (number, words, raw) values (?, ?, ?)", std::int64_t{1} << 40, "x",
               Bytes{1, 2});
    });
    EXPECT_THROW(reading_.value<int>("select number from all_types"), Fault);
    EXPECT_THROW(reading_.value<bool>("select number from all_types"), Fault);
    EXPECT_THROW(reading_.value<std::string>("select number from all_types"), Fault);
    EXPECT_THROW(reading_.value<std::int64_t>("select words from all_types"), Fault);
    EXPECT_THROW(reading_.value<Uuid>("select raw from all_types"), Fault);
    EXPECT_THROW(reading_.value<double>("select real_number from all_types"), Fault)
        << "null is not a number";
    EXPECT_THROW((reading_.one<std::int64_t, std::string>("select number from all_types")), Fault);
    EXPECT_EQ(reading_.value<std::string>("select words from all_types"), "x")
        << "the connection still works";
}

TEST_P(ValuesTest, BytesThatAreNoTextAreNotKeptAsText) {
    Transaction tx{*connection_};
    EXPECT_THROW(tx.run("insert into all_types (words) values (?)", "\xff\xfe"), Fault);
}

TEST_P(ValuesTest, TextsDifferByCaseAccentAndTrailingBlank) {
    in_transaction(*connection_, [](Transaction& tx) {
        for (const char* text : {"Ana", "ana", "aná", "ana "})
            tx.run("insert into narrow (d) values (?)", std::string_view{text});
    });
    EXPECT_EQ(reading_.value<int>("select count(*) from narrow where d = ?", "ana"), 1);
    EXPECT_EQ(reading_.rows<std::string>("select d from narrow order by d"),
              (std::vector<std::tuple<std::string>>{{"Ana"}, {"ana"}, {"ana "}, {"aná"}}));
}

TEST_P(ValuesTest, TheDialectIsTheSame) {
    EXPECT_EQ(reading_.value<std::string>("select 'a' || ? || '\\'", "b"), "ab\\");
    EXPECT_EQ(reading_.value<int>("select \"number\" from (select 3 as \"number\") x"), 3);
}

TEST_P(ValuesTest, AStatementMayGetOtherTypesNextTime) {
    const auto echo = [&](const auto& value) {
        return reading_.value<std::string>("select d from narrow where d = coalesce(?, 'never')", value);
    };
    in_transaction(*connection_, [](Transaction& tx) { tx.run("insert into narrow (d) values (?)", "7"); });
    EXPECT_EQ(echo(std::optional<std::string>{}), std::nullopt);
    EXPECT_EQ(echo(std::optional<std::string>{"7"}), "7");
    EXPECT_EQ(echo(std::optional<std::string>{}), std::nullopt);
}

TEST_P(ValuesTest, AListIsOneParameter) {
    std::vector<Uuid> ids{{1, 0xab, 0, 0xff}, {2}, {3}};
    in_transaction(*connection_, [&](Transaction& tx) {
        for (const Uuid& id : ids)
            tx.run("insert into narrow (e, d) values (?, ?)", id, to_string(id));
    });
    ids.erase(ids.begin() + 1);
    ids.push_back({9});
    EXPECT_EQ(reading_.rows<Uuid>(
                  {"select e from narrow where e in (select unhex(value) from json_each(?)) order by e",
                   "select e from narrow where e in (select unhex(j.value) from "
                   "json_table(?, '$[*]' columns(value varchar(32) path '$')) j) order by e"},
                  json_list(std::span<const Uuid>{ids})),
              (std::vector<std::tuple<Uuid>>{{ids[0]}, {ids[1]}}));
    const std::vector<std::string> texts{"quote \" slash \\ \n \x01 ñ", to_string(ids[0])};
    EXPECT_EQ(reading_.value<int>({"select count(*) from narrow where d in (select value from json_each(?))",
                                   "select count(*) from narrow where d in (select j.value from "
                                   "json_table(?, '$[*]' columns(value varchar(99) path '$')) j)"},
                                  json_list(std::span<const std::string>{texts})),
              1);
    EXPECT_EQ(json_list(std::span<const std::int64_t>{}), "[]");
    EXPECT_EQ(json_list(std::span{std::array<const std::int64_t, 2>{-1, 5}}), "[-1,5]");
}

/// Texts that end a statement where it is glued together, in random order, with random characters between.
std::string nasty(std::mt19937_64& random) {
    static constexpr std::array<std::string_view, 22> pieces{
        "'",  "\"", "`",  "\\",          "--", "-- \n",  "/*",  "*/", ";",
        "?",  "%",  "%s", "#",           ")",  "or 1=1", "\\'", "''", "drop table all_types",
        "\t", "😀",  "ñ",  "union select"};
    std::string text;
    for (std::uint64_t count = random() % 12; count > 0; --count) {
        if (random() % 3 == 0)
            text += static_cast<char>(random() % 128);
        else
            text += pieces[random() % pieces.size()];
    }
    return text;
}

TEST_P(ValuesTest, NoParameterIsEverReadAsSql) {
    constexpr std::uint64_t seed = 20'260'504;
    std::mt19937_64 random{seed};
    constexpr int texts = 300;
    Transaction tx{*connection_};
    for (int i = 0; i < texts; ++i) {
        const std::string text = nasty(random);
        EXPECT_EQ(tx.run("insert into all_types (number, words) values (?, ?)", i, text), 1);
        EXPECT_EQ(
            tx.value<std::string>("select words from all_types where number = ? and words = ?", i, text),
            text);
        EXPECT_EQ(tx.value<std::string>("select ?", text), text);
    }
    tx.commit();
    EXPECT_EQ(rows_of_all_types(), texts);
    EXPECT_EQ(reading_.value<int>(
                  {"select count(*) from sqlite_master where type = 'table'",
                   "select count(*) from information_schema.tables where table_schema = database()"}),
              3);
}

}  // namespace
}  // namespace suncrew::store
