#include "sealing/row_mark.hpp"

#include <gtest/gtest.h>

#include "notify/migrated_database.hpp"
#include "sealing/conversion.hpp"
#include "sealing/keyring.hpp"
#include "sealing/memory_keys.hpp"
#include "sealing/plain_values.hpp"

namespace suncrew::sealing {
namespace {

using namespace std::string_view_literals;

class RowMarkTest : public testing::TestWithParam<store::Database> {
protected:
    RowMarkTest() {
        keyring_.tell_forgeries([this](const Forgery& forgery) {
            told_ += std::string{forgery.table} + (forgery.what == Forged::plain ? " plain;" : " mark;");
        });
    }
    ~RowMarkTest() override { keyring_.tell_forgeries({}); }
    bool is_ours(const MarkedRow& row, const std::optional<RowMark>& mark) {
        return keyring_.is_ours(reading_, row, mark, {});
    }

    MigratedDatabase& database_ = MigratedDatabase::empty(GetParam());
    store::Connection& connection_ = database_.connection();
    store::Reading reading_{connection_};
    Keyring& keyring_ = database_.keyring();
    std::string told_;
};
INSTANTIATE_TEST_SUITE_P(Databases, RowMarkTest, testing::ValuesIn(store::databases_at_hand()),
                         store::database_name);

TEST_P(RowMarkTest, ARowThatWeMarkedIsOursAndNobodyIsTold) {
    const MarkedRow row{"sessions", 1, "customer"sv, std::optional<Instant>{}};
    const RowMark mark = keyring_.mark(row);
    EXPECT_EQ(mark.size(), row_mark_size);
    EXPECT_TRUE(is_ours(row, mark));
    EXPECT_EQ(told_, "");
}

TEST_P(RowMarkTest, EachFlippedBitOfAMarkIsNoticed) {
    const MarkedRow row{"sessions", 1, "customer"sv};
    const RowMark mark = keyring_.mark(row);
    for (std::size_t bit = 0; bit < 8 * mark.size(); ++bit) {
        RowMark other = mark;
        other[bit / 8] = static_cast<std::uint8_t>(other[bit / 8] ^ 1U << bit % 8);
        EXPECT_FALSE(is_ours(row, other)) << "bit " << bit;
    }
}

TEST_P(RowMarkTest, AnotherValueTablePlaceOrSizeIsAnotherRow) {
    const RowMark mark = keyring_.mark(MarkedRow{"sessions", "ab"sv, "c"sv, 1, std::optional<int>{}});
    for (const MarkedRow& other : {MarkedRow{"api_keys", "ab"sv, "c"sv, 1, std::optional<int>{}},
                                   MarkedRow{"sessions", "a"sv, "bc"sv, 1, std::optional<int>{}},
                                   MarkedRow{"sessions", "abc"sv, ""sv, 1, std::optional<int>{}},
                                   MarkedRow{"sessions", "ab"sv, "c"sv, 1, std::optional<int>{0}},
                                   MarkedRow{"sessions", "ab"sv, "c"sv, "1"sv, std::optional<int>{}},
                                   MarkedRow{"sessions", "ab"sv, "c"sv, std::optional<int>{}, 1},
                                   MarkedRow{"sessions", "ab"sv, "c"sv, 1}})
        EXPECT_FALSE(is_ours(other, mark));
    EXPECT_EQ(told_,
              "api_keys mark;sessions mark;sessions mark;sessions mark;sessions mark;sessions mark;"
              "sessions mark;");
}

TEST_P(RowMarkTest, WithoutAMarkOrWithOneOfAnotherSizeARowIsNobodys) {
    const MarkedRow row{"sessions", 1};
    EXPECT_FALSE(is_ours(row, std::nullopt));
    EXPECT_FALSE(is_ours(row, RowMark{}));
    RowMark longer = keyring_.mark(row);
    longer.push_back(0);
    EXPECT_FALSE(is_ours(row, longer));
}

TEST_P(RowMarkTest, AMarkOfAnEarlierKeyHoldsAfterARotation) {
    const MarkedRow row{"accounts", 1};
    const RowMark before = keyring_.mark(row);
    keyring_.rotate(connection_, [](store::Writing&, std::uint32_t) {});
    const RowMark after = keyring_.mark(row);
    EXPECT_NE(before, after);
    EXPECT_TRUE(is_ours(row, before));
    EXPECT_TRUE(is_ours(row, after));
    RowMark mixed = after;
    std::copy_n(before.begin(), 4, mixed.begin());
    EXPECT_FALSE(is_ours(row, mixed));
}

TEST_P(RowMarkTest, AnotherProgramBelievesAMarkOfAKeyThatWasMadeJustNow) {
    Keyring other{database_.keys()};
    other.refresh(connection_);
    const MarkedRow row{"accounts", 1};
    keyring_.rotate(connection_, [](store::Writing&, std::uint32_t) {});
    EXPECT_TRUE(other.is_ours(reading_, row, keyring_.mark(row), {}));
}

TEST_P(RowMarkTest, AConversionIsOverOnceAndOnlyByOurWord) {
    EXPECT_EQ(conversion(reading_, keyring_, "a_test"), Conversion::open);
    const auto end = [&] {
        return store::in_transaction(connection_, [&](store::Transaction& t) {
            return end_conversion(t, keyring_, "a_test", Instant{});
        });
    };
    EXPECT_TRUE(end());
    EXPECT_FALSE(end());
    EXPECT_EQ(conversion(reading_, keyring_, "a_test"), Conversion::over);
    store::in_transaction(connection_, [](store::Transaction& t) {
        t.run("update conversions set name = 'another' where name = 'a_test'");
    });
    EXPECT_EQ(conversion(reading_, keyring_, "another"), Conversion::forged);
    store::in_transaction(connection_, [](store::Transaction& t) { t.run("delete from conversions"); });
    EXPECT_EQ(told_, "conversions mark;");
}

TEST_P(RowMarkTest, APlainValueIsFoundByItsTable) {
    EXPECT_TRUE(tables_with_plain_values(reading_).empty());
    store::in_transaction(connection_, [](store::Transaction& t) {
        t.run(
            "insert into outbox (recipient, subject, body, created_at, attempts, next_attempt_at)"
            " values ('customer1@example.org', 'Hello', '', 0, 0, 0)");
    });
    EXPECT_EQ(tables_with_plain_values(reading_), std::vector{"outbox"sv});
    store::in_transaction(connection_, [](store::Transaction& t) { t.run("delete from outbox"); });
}

}  // namespace
}  // namespace suncrew::sealing
