#pragma once

#include <functional>
#include <memory>
#include <string_view>
#include <utility>

#include "store/connection.hpp"

namespace suncrew::identity {

/// A driver that does something of the test's own, once, before the first statement that contains a text
/// runs: what another program does in between, at the worst of all moments.
class InterposedDriver final : public store::Driver {
public:
    InterposedDriver(std::unique_ptr<store::Connection> inner, std::string_view before,
                     std::function<void()> work)
        : inner_{std::move(inner)}, before_{before}, work_{std::move(work)} {}

    store::Database database() const override { return inner_->database(); }
    void begin() override { pending_begin_ = true; }
    void commit() override {
        begin_now();
        inner_->driver().commit();
    }
    void rollback() noexcept override {
        if (!std::exchange(pending_begin_, false))
            inner_->driver().rollback();
    }
    void start(const store::Sql& sql, std::span<const store::Value> arguments, std::size_t columns) override {
        interpose(sql);
        inner_->driver().start(sql, arguments, columns);
    }
    bool next(std::span<store::Value> row) override { return inner_->driver().next(row); }
    void drop_rows() noexcept override { inner_->driver().drop_rows(); }
    store::Changes run(const store::Sql& sql, std::span<const store::Value> arguments) override {
        interpose(sql);
        return inner_->driver().run(sql, arguments);
    }
    void define(const store::Sql& sql) override { inner_->driver().define(sql); }
    std::string description() override { return inner_->driver().description(); }

private:
    /// A transaction begins with its first statement, so that before it the other program can still write.
    void begin_now() {
        if (std::exchange(pending_begin_, false))
            inner_->driver().begin();
    }
    void interpose(const store::Sql& sql) {
        if (work_ && sql.text(database()).find(before_) != std::string_view::npos)
            std::exchange(work_, nullptr)();
        begin_now();
    }

    std::unique_ptr<store::Connection> inner_;
    std::string_view before_;
    std::function<void()> work_;
    bool pending_begin_ = false;
};

/// A connection on which `work` is done before the first statement that contains `before`.
inline store::Connection interposed(std::unique_ptr<store::Connection> inner, std::string_view before,
                                    std::function<void()> work) {
    return store::Connection{std::make_unique<InterposedDriver>(std::move(inner), before, std::move(work))};
}

}  // namespace suncrew::identity
