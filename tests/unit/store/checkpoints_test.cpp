#include "store/checkpoints.hpp"

#include <filesystem>

#include <gtest/gtest.h>

#include "store/migrate.hpp"
#include "store/scratch_database.hpp"

namespace suncrew::store {
namespace {

constexpr Migration table[]{
    {1,
     "texts",
     {"create table texts (body text not null) strict", "create table texts (body text not null)"}}};

TEST(Checkpoints, LetTheLogBeginAnew) {
    const ScratchDatabase scratch{Database::sqlite};
    Dsn dsn = scratch.dsn();
    dsn.synchronous = Dsn::Synchronous::normal;
    const auto connection = connect(dsn);
    migrate(*connection, table);
    Checkpoints checkpoints{dsn};
    const std::string body(40'000, 'x');
    const auto write = [&](int megabytes) {
        in_transaction(*connection, [&](Transaction& tx) {
            for (int i = 0; i < megabytes * 25; ++i)
                tx.run("insert into texts (body) values (?)", body);
        });
    };
    const auto log_mb = [&] { return std::filesystem::file_size(scratch.dsn().path + "-wal") / 1'000'000; };
    for (int i = 0; i < 5; ++i) {
        write(20);
        checkpoints.run();
    }
    EXPECT_LE(log_mb(), 50U) << "of 100 MB that were written";
    EXPECT_EQ(Reading{*connection}.value<int>("select count(*) from texts"), 5 * 20 * 25);
}

TEST(Checkpoints, WaitForNobodyForLong) {
    const ScratchDatabase scratch{Database::sqlite};
    const auto connection = scratch.connect();
    migrate(*connection, table);
    Transaction open{*connection};
    open.run("insert into texts (body) values (?)", "x");
    Checkpoints checkpoints{scratch.dsn()};
    EXPECT_NO_THROW(checkpoints.run());
    open.commit();
}

TEST(Checkpoints, OfADatabaseThatCannotBeOpenedFail) {
    Checkpoints checkpoints{parse_dsn("sqlite:/nowhere/at/all.db")};
    EXPECT_THROW(checkpoints.run(), Unavailable);
    EXPECT_NO_THROW(Checkpoints{parse_dsn("mysql://a:b@localhost/c?ca=/ca.pem")}.run());
}

}  // namespace
}  // namespace suncrew::store
