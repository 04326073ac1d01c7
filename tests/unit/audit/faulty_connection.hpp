#pragma once

#include <memory>
#include <span>
#include <string>
#include <utility>

#include "store/connection.hpp"

namespace suncrew::audit {

/// A driver that breaks down at its n-th step, whichever that is: a statement, a begin, a commit before it is
/// made, or after it was made and before that is known.
class FaultyDriver final : public store::Driver {
public:
    FaultyDriver(std::unique_ptr<store::Connection> inner, int good_steps)
        : inner_{std::move(inner)}, good_steps_{good_steps} {}

    bool broke() const { return broke_; }

    store::Database database() const override { return inner_->database(); }
    void begin() override {
        step();
        inner_->driver().begin();
    }
    void commit() override {
        step();
        inner_->driver().commit();
        step();
    }
    void rollback() noexcept override { inner_->driver().rollback(); }
    void start(const store::Sql& sql, std::span<const store::Value> arguments, std::size_t columns) override {
        step();
        inner_->driver().start(sql, arguments, columns);
    }
    bool next(std::span<store::Value> row) override { return inner_->driver().next(row); }
    void drop_rows() noexcept override { inner_->driver().drop_rows(); }
    store::Changes run(const store::Sql& sql, std::span<const store::Value> arguments) override {
        step();
        return inner_->driver().run(sql, arguments);
    }
    void define(const store::Sql& sql) override { inner_->driver().define(sql); }
    std::string description() override { return inner_->driver().description(); }

private:
    void step() {
        if (good_steps_-- > 0)
            return;
        broke_ = true;
        throw store::Unavailable{"broken by the test"};
    }

    std::unique_ptr<store::Connection> inner_;
    int good_steps_;
    bool broke_ = false;
};

}  // namespace suncrew::audit
