#include "store/sqlite.hpp"

#include <chrono>
#include <cstdint>
#include <unordered_map>

#include <sqlite3.h>
#include <unistd.h>

#include "base/utf8.hpp"
#include "store/errors.hpp"
#include "store/shared_sync.hpp"

namespace suncrew::store {
namespace {

/// The log is checkpointed behind the requests (`Checkpoints`); where nobody does that, whoever commits does
/// so from this many pages on, 64 MB.
constexpr const char* checkpoint_at_last = "pragma wal_autocheckpoint=16000";

/// A packed file is mapped up to this size, in bytes.
constexpr const char* map_packed_file = "pragma mmap_size=1073741824";

struct CloseDatabase {
    void operator()(sqlite3* database) const noexcept { sqlite3_close_v2(database); }
};
struct FinalizeStatement {
    void operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }
};
using Statement = std::unique_ptr<sqlite3_stmt, FinalizeStatement>;

/// `unhex`, which SQLite has from 3.41 on and MySQL always: null for what is not hexadecimal.
void unhex(sqlite3_context* context, int, sqlite3_value** arguments) {
    const auto* text = sqlite3_value_text(arguments[0]);
    const auto size = static_cast<std::size_t>(sqlite3_value_bytes(arguments[0]));
    if (!text || size % 2 != 0)
        return sqlite3_result_null(context);
    const auto digit = [](unsigned char c) {
        if (c >= '0' && c <= '9')
            return c - '0';
        const int lower = c | 0x20;
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    };
    std::string bytes;
    for (std::size_t i = 0; i < size; i += 2) {
        const int high = digit(text[i]);
        const int low = digit(text[i + 1]);
        if (high < 0 || low < 0)
            return sqlite3_result_null(context);
        bytes += static_cast<char>(high * 16 + low);
    }
    sqlite3_result_blob64(context, bytes.data(), bytes.size(), SQLITE_TRANSIENT);
}

/// The address as SQLite's URI, every byte that could be read as something else escaped.
std::string uri(const Dsn& dsn) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text{"file:"};
    for (const char c : dsn.path) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '%' || c == '?' || c == '#' || byte < 0x20 || byte > 0x7e) {
            text += '%';
            text += digits[byte >> 4];
            text += digits[byte & 15];
        } else {
            text += c;
        }
    }
    return dsn.read_only ? text + "?mode=ro&immutable=1" : text;
}

class Sqlite final : public Driver {
public:
    explicit Sqlite(Dsn dsn) : dsn_{std::move(dsn)} {}

    Database database() const override { return Database::sqlite; }

    void begin() override {
        execute("begin immediate");
        in_transaction_ = true;
        wrote_ = false;
    }
    /// SQLite writes the log and lets the next writer in; then this waits for the disk together with whoever
    /// has committed meanwhile. As the log is one file that only grows between two checkpoints, and these
    /// wait for the disk themselves, what is on the disk is always a beginning of the commits in their order.
    void commit() override {
        in_transaction_ = false;
        execute("commit");
        if (std::exchange(wrote_, false))
            wait_for_disk();
    }
    void rollback() noexcept override {
        in_transaction_ = false;
        wrote_ = false;
        drop_rows();
        // After some errors SQLite has rolled back by itself.
        if (database_ && !sqlite3_get_autocommit(database_.get()) &&
            sqlite3_exec(database_.get(), "rollback", nullptr, nullptr, nullptr) != SQLITE_OK)
            close();
    }

    void start(const Sql& sql, std::span<const Value> arguments, std::size_t columns) override {
        sqlite3_stmt* statement = bound(sql, arguments);
        if (static_cast<std::size_t>(sqlite3_column_count(statement)) != columns)
            throw Fault{"the select has another number of columns than are read: " +
                        std::string{sql.text(Database::sqlite)}};
        open_ = statement;
    }

    bool next(std::span<Value> row) override {
        const int result = sqlite3_step(open_);
        if (result == SQLITE_ROW) {
            for (std::size_t i = 0; i < row.size(); ++i)
                row[i] = cell(static_cast<int>(i));
            return true;
        }
        sqlite3_stmt* statement = std::exchange(open_, nullptr);
        if (result != SQLITE_DONE)
            fail(statement);
        sqlite3_reset(statement);
        return false;
    }

    void drop_rows() noexcept override {
        if (open_)
            sqlite3_reset(std::exchange(open_, nullptr));
    }

    Changes run(const Sql& sql, std::span<const Value> arguments) override {
        sqlite3_stmt* statement = bound(sql, arguments);
        wrote_ = true;
        int result = sqlite3_step(statement);
        if (result != SQLITE_DONE && result != SQLITE_ROW)
            fail(statement);
        result = sqlite3_reset(statement);
        return {.rows = sqlite3_changes64(database_.get()),
                .key = sqlite3_last_insert_rowid(database_.get())};
    }

    void define(const Sql& sql) override {
        connect();
        execute(sql.text(Database::sqlite).data());
        if (!in_transaction_)
            wait_for_disk();
    }

    std::string description() override {
        connect();
        return "SQLite " + std::string{sqlite3_libversion()} +
               ", journal_mode=" + ask("pragma journal_mode") +
               (dsn_.synchronous == Dsn::Synchronous::full ? ", synchronous=full" : ", synchronous=normal");
    }

private:
    void connect() {
        if (database_)
            return;
        if (in_transaction_)
            throw Unavailable{"the database file was closed by an earlier error in this transaction"};
        sqlite3* opened = nullptr;
        const int mode = dsn_.read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
        const int result = sqlite3_open_v2(uri(dsn_).c_str(), &opened,
                                           mode | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, nullptr);
        database_.reset(opened);
        if (result != SQLITE_OK) {
            database_.reset();
            throw Unavailable{"cannot open " + dsn_.path + ": " + sqlite3_errstr(result)};
        }
        sqlite3_extended_result_codes(opened, 1);
        configure(opened);
    }

    void configure(sqlite3* opened) {
        sqlite3_db_config(opened, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
        sqlite3_db_config(opened, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
        sqlite3_db_config(opened, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);  // "name" is never a text
        sqlite3_db_config(opened, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
        sqlite3_db_config(opened, SQLITE_DBCONFIG_ENABLE_FKEY, 1, nullptr);
        sqlite3_busy_handler(opened, &Sqlite::wait_for_lock, this);
        sqlite3_create_function(opened, "unhex", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS,
                                nullptr, &unhex, nullptr, nullptr);
        execute("pragma temp_store=memory");
        if (dsn_.read_only) {
            execute(map_packed_file);
            return;
        }
        execute("pragma secure_delete=on");  // what was deleted or replaced leaves no bytes behind
        const bool log = ask("pragma journal_mode=wal") == "wal";
        const bool full = dsn_.synchronous == Dsn::Synchronous::full;
        // Without a log, which not every file system can have, each commit waits for the disk by itself.
        execute(full && !log ? "pragma synchronous=full" : "pragma synchronous=normal");
        execute(checkpoint_at_last);
        disk_ = full && log ? SharedSync::of(dsn_.path) : nullptr;
    }

    void wait_for_disk() {
        if (!disk_)
            return;
        disk_->wait([this] {
            sqlite3_file* log = nullptr;
            sqlite3_file_control(database_.get(), "main", SQLITE_FCNTL_JOURNAL_POINTER,
                                 static_cast<void*>(&log));
            return log && log->pMethods && log->pMethods->xSync(log, SQLITE_SYNC_NORMAL) == SQLITE_OK;
        });
    }

    /// Waits in small steps, as a commit takes about a millisecond; SQLite's own handler sleeps up to 100 ms.
    static int wait_for_lock(void* self, int waits) {
        auto& driver = *static_cast<Sqlite*>(self);
        const auto now = std::chrono::steady_clock::now();
        if (waits == 0)
            driver.waiting_since_ = now;
        if (now - driver.waiting_since_ > driver.dsn_.lock_wait_max)
            return 0;
        ::usleep(waits < 10 ? 100 : 1000);
        return 1;
    }

    void close() noexcept {
        open_ = nullptr;
        statements_.clear();
        database_.reset();
    }

    sqlite3_stmt* bound(const Sql& sql, std::span<const Value> arguments) {
        connect();
        sqlite3_stmt* statement = prepared(sql.text(Database::sqlite));
        for (std::size_t i = 0; i < arguments.size(); ++i)
            bind(statement, static_cast<int>(i + 1), arguments[i]);
        return statement;
    }

    sqlite3_stmt* prepared(std::string_view text) {
        Statement& statement = statements_[text.data()];
        if (!statement) {
            sqlite3_stmt* made = nullptr;
            if (sqlite3_prepare_v3(database_.get(), text.data(), static_cast<int>(text.size() + 1),
                                   SQLITE_PREPARE_PERSISTENT, &made, nullptr) != SQLITE_OK)
                fail(nullptr);
            statement.reset(made);
        }
        return statement.get();
    }

    /// Text and bytes are not copied: they outlive the statement's run.
    void bind(sqlite3_stmt* statement, int at, const Value& value) {
        int result = SQLITE_OK;
        switch (value.kind) {
            case Value::Kind::null:
                result = sqlite3_bind_null(statement, at);
                break;
            case Value::Kind::integer:
                result = sqlite3_bind_int64(statement, at, value.integer);
                break;
            case Value::Kind::real:
                result = sqlite3_bind_double(statement, at, value.real);
                break;
            case Value::Kind::text:
                // MySQL refuses it by itself.
                if (!is_utf8(value.text))
                    throw Fault{"a text is not UTF-8"};
                result = sqlite3_bind_text64(statement, at, value.text.data() ? value.text.data() : "",
                                             value.text.size(), SQLITE_STATIC, SQLITE_UTF8);
                break;
            case Value::Kind::bytes:
                result = sqlite3_bind_blob64(statement, at, value.text.data() ? value.text.data() : "",
                                             value.text.size(), SQLITE_STATIC);
                break;
        }
        if (result != SQLITE_OK)
            fail(statement);
    }

    Value cell(int at) const {
        switch (sqlite3_column_type(open_, at)) {
            case SQLITE_INTEGER:
                return Value::of(std::int64_t{sqlite3_column_int64(open_, at)});
            case SQLITE_FLOAT:
                return Value::of(sqlite3_column_double(open_, at));
            case SQLITE_TEXT: {
                const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(open_, at));
                return Value::of(
                    std::string_view{text, static_cast<std::size_t>(sqlite3_column_bytes(open_, at))});
            }
            case SQLITE_BLOB: {
                const auto* bytes = static_cast<const std::uint8_t*>(sqlite3_column_blob(open_, at));
                return Value::of(std::span{bytes, static_cast<std::size_t>(sqlite3_column_bytes(open_, at))});
            }
            default:
                return {};
        }
    }

    void execute(const char* text) {
        connect();
        if (sqlite3_exec(database_.get(), text, nullptr, nullptr, nullptr) != SQLITE_OK)
            fail(nullptr);
    }

    std::string ask(const char* text) {
        const Statement statement{prepare_once(text)};
        if (sqlite3_step(statement.get()) != SQLITE_ROW)
            fail(nullptr);
        return reinterpret_cast<const char*>(sqlite3_column_text(statement.get(), 0));
    }
    sqlite3_stmt* prepare_once(const char* text) {
        sqlite3_stmt* made = nullptr;
        if (sqlite3_prepare_v2(database_.get(), text, -1, &made, nullptr) != SQLITE_OK)
            fail(nullptr);
        return made;
    }

    /// Throws what the last error means. `statement`, if any, is reset first.
    [[noreturn]] void fail(sqlite3_stmt* statement) {
        const int code = sqlite3_extended_errcode(database_.get());
        const std::string what = sqlite3_errmsg(database_.get());
        if (statement)
            sqlite3_reset(statement);
        switch (code) {
            case SQLITE_CONSTRAINT_UNIQUE:
            case SQLITE_CONSTRAINT_PRIMARYKEY:
            case SQLITE_CONSTRAINT_ROWID:
                throw Duplicate{what};
            default:
                break;
        }
        switch (code & 0xff) {
            case SQLITE_BUSY:
            case SQLITE_LOCKED:
                throw Conflict{what};
            case SQLITE_IOERR:
            case SQLITE_CANTOPEN:
            case SQLITE_FULL:
                close();
                throw Unavailable{what};
            default:
                throw Fault{"SQLite: " + what};
        }
    }

    Dsn dsn_;
    std::unique_ptr<sqlite3, CloseDatabase> database_;
    std::unordered_map<const char*, Statement> statements_;
    sqlite3_stmt* open_ = nullptr;
    bool in_transaction_ = false;
    bool wrote_ = false;                ///< in this transaction
    std::shared_ptr<SharedSync> disk_;  ///< where what is acknowledged is on the disk
    std::chrono::steady_clock::time_point waiting_since_;
};

}  // namespace

std::unique_ptr<Driver> sqlite_driver(Dsn dsn) {
    return std::make_unique<Sqlite>(std::move(dsn));
}

}  // namespace suncrew::store
