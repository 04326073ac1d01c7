// The log as a text: it verifies without a database, and whatever is changed in it is found.
#include "audit/export.hpp"

#include <functional>
#include <sstream>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "audit/export_check.hpp"
#include "audit/log.hpp"
#include "audit/security_events.hpp"
#include "audit/sequencer.hpp"
#include "crypto/base64.hpp"
#include "notify/migrated_database.hpp"

namespace suncrew::audit {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

NoteSigner signer(char seed = 'k') {
    return {"suncrew.example/log",
            crypto::Ed25519PrivateKey::from_seed(crypto::Secret{std::string(32, seed)})};
}

class ExportTest : public testing::TestWithParam<store::Database> {
protected:
    void fill(int entries) {
        store::in_transaction(connection_, [&](store::Transaction& transaction) {
            for (int i = 0; i < entries; ++i)
                record(transaction, {.kind = EventKind::role_changed,
                                     .at = clock_.now(),
                                     .account = account_,
                                     .address = "192.0.2.77",
                                     .after = "planted" + std::to_string(i)});
        });
        Sequencer{signer(), std::nullopt, clock_}.run(connection_);
    }
    std::string written() {
        std::ostringstream out;
        write_export(reading_, signer().verifier(), out);
        return out.str();
    }
    static std::vector<std::string> lines_of(const std::string& text) {
        std::vector<std::string> lines;
        std::istringstream in{text};
        for (std::string line; std::getline(in, line);)
            lines.push_back(line);
        return lines;
    }
    static LogFlaws look(const std::vector<std::string>& lines, std::optional<Checkpoint> known = {},
                         char seed = 'k') {
        const NoteSigner by = signer(seed);
        ExportCheck check{by.verifier(),
                          known ? std::optional{by.sign(checkpoint_text(*known))} : std::nullopt};
        for (const std::string& line : lines)
            check.take(line);
        return check.finish();
    }
    static LogFlaws look(const std::string& text) { return look(lines_of(text)); }
    static std::size_t line_of(const std::vector<std::string>& lines, const std::string& kind,
                               int which = 0) {
        for (std::size_t at = 0; at < lines.size(); ++at)
            if (lines[at].starts_with(kind + ' ') && which-- == 0)
                return at;
        throw std::logic_error{"no such line"};
    }

    MigratedDatabase& database_ = MigratedDatabase::empty(GetParam());
    store::Connection& connection_ = database_.connection();
    store::Reading reading_{connection_};
    StillClock clock_;
    AccountId account_ = AccountId::make(Instant{});
};
INSTANTIATE_TEST_SUITE_P(Databases, ExportTest, testing::ValuesIn(store::databases_at_hand()),
                         store::database_name);

TEST_P(ExportTest, ALogOfAnySizeVerifiesWithoutItsDatabase) {
    EXPECT_TRUE(look(written()).holds()) << "an empty one";
    for (const int more : {1, 4, 250, 1, 300}) {
        fill(more);
        const LogFlaws found = look(written());
        EXPECT_THAT(found.flaws, ElementsAre()) << more;
    }
    ExportCheck check{signer().verifier()};
    for (const std::string& line : lines_of(written()))
        check.take(line);
    EXPECT_EQ(check.entries(), 556U);
    EXPECT_EQ(check.checkpoints(), 5U);
}

TEST_P(ExportTest, TellsOfNobody) {
    fill(3);
    const std::string text = written();
    std::string decoded;
    for (const std::string& line : lines_of(text))
        if (const auto bytes = crypto::base64_decode(line.substr(line.rfind(' ') + 1)))
            decoded.append(bytes->begin(), bytes->end());
    EXPECT_THAT(decoded, HasSubstr("action role_changed")) << "what is searched is the leaves";
    for (const std::string& value : {std::string{"planted"}, std::string{"192.0.2.77"}, to_string(account_)})
        EXPECT_EQ(decoded.find(value), std::string::npos) << value;
}

TEST_P(ExportTest, AFlippedBitAnywhereIsFound) {
    fill(3);
    fill(2);
    std::string text = written();
    for (std::size_t i = 0; i < text.size() - 1; ++i) {
        const char kept = text[i];
        text[i] = static_cast<char>(kept ^ (1 << (i % 7)));
        EXPECT_FALSE(look(text).holds()) << "byte " << i;
        text[i] = kept;
    }
    EXPECT_TRUE(look(text).holds());
}

TEST_P(ExportTest, WhatIsCutOffIsFoundAndNamed) {
    fill(260);
    const auto lines = lines_of(written());
    for (std::size_t count = 0; count < lines.size(); ++count) {
        const std::vector<std::string> some{lines.begin(),
                                            lines.begin() + static_cast<std::ptrdiff_t>(count)};
        EXPECT_THAT(look(some).flaws, ElementsAre(HasSubstr("the export was cut off"))) << count;
    }
}

TEST_P(ExportTest, EachKindOfFlawIsNamed) {
    fill(256);
    fill(4);
    const auto good = lines_of(written());
    const auto flaws = [&](const std::function<void(std::vector<std::string>&)>& change) {
        auto lines = good;
        change(lines);
        return look(lines).flaws;
    };
    EXPECT_THAT(flaws([&](auto& l) { std::swap(l[line_of(l, "entry", 7)], l[line_of(l, "entry", 8)]); }),
                ElementsAre("tile 0 0 is not that of the entries",
                            "the checkpoint of 256 entries has another root than the entries",
                            "the checkpoint of 260 entries has another root than the entries",
                            "tile 1 0 is not that of the entries"));
    EXPECT_THAT(flaws([&](auto& l) { l.erase(l.begin() + static_cast<std::ptrdiff_t>(line_of(l, "tile"))); }),
                ElementsAre(HasSubstr("a tile is missing")));
    EXPECT_THAT(
        flaws([&](auto& l) { l.erase(l.begin() + static_cast<std::ptrdiff_t>(line_of(l, "entry", 3))); }),
        ElementsAre("tile 0 0 is not that of the entries", HasSubstr("a tile is missing")));
    EXPECT_THAT(flaws([&](auto& l) {
                    l.erase(l.begin() + static_cast<std::ptrdiff_t>(line_of(l, "checkpoint", 1)));
                }),
                ElementsAre("the newest checkpoint is missing"));
    EXPECT_THAT(flaws([&](auto& l) { l[line_of(l, "checkpoint", 1)] = l[line_of(l, "checkpoint", 0)]; }),
                ElementsAre("the checkpoint of 260 entries was signed for 256"));
    EXPECT_THAT(flaws([&](auto& l) { l.back() = "end 259"; }),
                ElementsAre("the end tells another number of entries than there are"));
    EXPECT_THAT(flaws([&](auto& l) { l.push_back("entry "); }),
                ElementsAre(HasSubstr("something stands behind the end")));
    EXPECT_THAT(flaws([&](auto& l) { l[line_of(l, "entry", 2)] = "entry " + std::string(100'000, 'A'); }),
                ElementsAre(HasSubstr("not an entry")));
    EXPECT_THAT(look(good, {}, 'x').flaws,
                Contains("the export names another key than the one that is trusted"));
    EXPECT_THAT(look(good, {}, 'x').flaws,
                Contains("the checkpoint of 256 entries is not signed by the log's key"));
}

TEST_P(ExportTest, ALogThatWasCutShortAndClosedAgainIsFoundByWhoRemembersItsHead) {
    fill(3);
    const auto earlier = lines_of(written());
    fill(2);
    const auto known = open_checkpoint(signer().verifier(), newest_checkpoint(reading_)->note);
    EXPECT_TRUE(look(earlier).holds()) << "by itself it is whole";
    EXPECT_THAT(look(earlier, known).flaws, ElementsAre(HasSubstr("entries were taken away")));
    EXPECT_TRUE(look(lines_of(written()), known).holds());
    Checkpoint other = *known;
    other.root[0] ^= 1;
    EXPECT_THAT(look(lines_of(written()), other).flaws,
                ElementsAre("the head that is remembered has another root than the entries"));
}

TEST_P(ExportTest, WhatIsMissingInTheDatabaseIsNotWrittenOver) {
    fill(3);
    store::in_transaction(connection_, [](store::Transaction& transaction) {
        transaction.run("delete from log_entries where position = 1");
    });
    EXPECT_THROW(written(), store::Fault);
}

}  // namespace
}  // namespace suncrew::audit
