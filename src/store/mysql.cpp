#include "store/mysql.hpp"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstring>
#include <mutex>
#include <unordered_map>
#include <vector>

#include <errmsg.h>
#include <mysql.h>
#include <mysqld_error.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/time.h>

#include "store/connection.hpp"
#include "store/errors.hpp"
#include "store/mysql_errors.hpp"
#include "store/mysql_tls.hpp"

namespace suncrew::store {
namespace {

using namespace std::chrono_literals;
using SteadyTime = std::chrono::steady_clock::time_point;

// The server gives up first (lock, then statement), then the socket; so a silent server costs a worker this
// much.
constexpr unsigned connect_seconds_max = 2;
constexpr unsigned read_seconds_max = 10;
constexpr unsigned define_seconds_max = 3600;
/// MariaDB: seconds, for statements of every kind.
constexpr std::string_view limit_statements = "set session max_statement_time = 8";
/// A loss found sooner than this came from a connection that had died while idle: safe to start over.
constexpr auto stale_max = 1s;
/// After a failed attempt to connect, the next one waits this long, doubling up to the maximum.
constexpr auto backoff_min = 50ms;
constexpr auto backoff_max = 1000ms;

struct CloseConnection {
    void operator()(MYSQL* connection) const noexcept { mysql_close(connection); }
};
using Handle = std::unique_ptr<MYSQL, CloseConnection>;

struct CloseStatement {
    void operator()(MYSQL_STMT* statement) const noexcept { mysql_stmt_close(statement); }
};

/// A statement prepared on the server, with what a call needs of memory.
struct Statement {
    std::unique_ptr<MYSQL_STMT, CloseStatement> handle;
    std::vector<MYSQL_BIND> parameters;
    const MYSQL_FIELD* fields = nullptr;
    Value* row = nullptr;  ///< where the cells of the row being fetched go
};

template <class Number>
Number load(const unsigned char*& at) {
    Number number;
    std::memcpy(&number, at, sizeof number);
    at += sizeof number;
    return number;
}

template <class Signed, class Unsigned>
Value load_integer(const unsigned char*& at, bool is_unsigned) {
    return Value::of(is_unsigned ? static_cast<std::int64_t>(load<Unsigned>(at))
                                 : std::int64_t{load<Signed>(at)});
}

/// Text and bytes come after their length: one byte below 251, else a marker and 2, 3 or 8 bytes.
std::string_view load_text(const unsigned char*& at) {
    std::uint64_t length = *at++;
    const std::size_t more = length == 252 ? 2 : length == 253 ? 3 : length == 254 ? 8 : 0;
    if (more > 0) {
        length = 0;
        std::memcpy(&length, at, more);
        at += more;
    }
    const std::string_view text{reinterpret_cast<const char*>(at), static_cast<std::size_t>(length)};
    at += length;
    return text;
}

constexpr unsigned binary_charset = 63;

/// libmariadb calls it for each cell of a fetched row; what it leaves is in the row's packet, so nothing is
/// copied. The encoding is that of the binary protocol (MariaDB documentation, "Resultset row").
void take_cell(void* statement, unsigned column, unsigned char** row) {
    auto& taker = *static_cast<Statement*>(statement);
    Value& cell = taker.row[column];
    if (!row) {
        cell = {};
        return;
    }
    const unsigned char* at = *row;
    const MYSQL_FIELD& field = taker.fields[column];
    const bool is_unsigned = (field.flags & UNSIGNED_FLAG) != 0;
    switch (field.type) {
        case MYSQL_TYPE_TINY:
            cell = load_integer<std::int8_t, std::uint8_t>(at, is_unsigned);
            break;
        case MYSQL_TYPE_SHORT:
        case MYSQL_TYPE_YEAR:
            cell = load_integer<std::int16_t, std::uint16_t>(at, is_unsigned);
            break;
        case MYSQL_TYPE_INT24:
        case MYSQL_TYPE_LONG:
            cell = load_integer<std::int32_t, std::uint32_t>(at, is_unsigned);
            break;
        case MYSQL_TYPE_LONGLONG:
            cell = load_integer<std::int64_t, std::uint64_t>(at, is_unsigned);
            break;
        case MYSQL_TYPE_FLOAT:
            cell = Value::of(double{load<float>(at)});
            break;
        case MYSQL_TYPE_DOUBLE:
            cell = Value::of(load<double>(at));
            break;
        default:
            cell = Value::of(load_text(at));
            if (field.charsetnr == binary_charset && field.type != MYSQL_TYPE_NEWDECIMAL)
                cell.kind = Value::Kind::bytes;
    }
    *row = const_cast<unsigned char*>(at);
}

bool readable(const MYSQL_FIELD& field) {
    switch (field.type) {
        case MYSQL_TYPE_DATE:
        case MYSQL_TYPE_NEWDATE:
        case MYSQL_TYPE_DATETIME:
        case MYSQL_TYPE_TIMESTAMP:
        case MYSQL_TYPE_TIME:
            return false;
        default:
            return true;
    }
}

void bind(MYSQL_BIND& parameter, const Value& value) {
    parameter.buffer_length = value.text.size();
    parameter.buffer = const_cast<char*>(value.text.data() ? value.text.data() : "");
    switch (value.kind) {
        case Value::Kind::null:
            parameter.buffer_type = MYSQL_TYPE_NULL;
            break;
        case Value::Kind::integer:
            parameter.buffer_type = MYSQL_TYPE_LONGLONG;
            parameter.buffer = const_cast<std::int64_t*>(&value.integer);
            break;
        case Value::Kind::real:
            parameter.buffer_type = MYSQL_TYPE_DOUBLE;
            parameter.buffer = const_cast<double*>(&value.real);
            break;
        case Value::Kind::text:
            parameter.buffer_type = MYSQL_TYPE_STRING;
            break;
        case Value::Kind::bytes:
            parameter.buffer_type = MYSQL_TYPE_BLOB;
            break;
    }
}

void initialise_library() {
    static std::once_flag once;
    std::call_once(once, [] {
        mysql_library_init(0, nullptr, nullptr);
        struct sigaction current {};
        if (::sigaction(SIGPIPE, nullptr, &current) == 0 && current.sa_handler == SIG_DFL)
            ::signal(SIGPIPE, SIG_IGN);
    });
}

void set_options(MYSQL* connection, const Dsn& dsn) {
    const unsigned connect_seconds = connect_seconds_max;
    const unsigned read_seconds = read_seconds_max;
    const unsigned protocol = MYSQL_PROTOCOL_TCP;
    const unsigned off = 0;
    const my_bool on = 1;
    mysql_optionsv(connection, MYSQL_OPT_CONNECT_TIMEOUT, &connect_seconds);
    mysql_optionsv(connection, MYSQL_OPT_READ_TIMEOUT, &read_seconds);
    mysql_optionsv(connection, MYSQL_OPT_WRITE_TIMEOUT, &read_seconds);
    mysql_optionsv(connection, MYSQL_OPT_PROTOCOL, &protocol);
    mysql_optionsv(connection, MYSQL_OPT_LOCAL_INFILE, &off);
    mysql_optionsv(connection, MYSQL_SET_CHARSET_NAME, "utf8mb4");
    mysql_optionsv(connection, MYSQL_OPT_SSL_CA, dsn.ca_file.c_str());
    mysql_optionsv(connection, MYSQL_OPT_SSL_ENFORCE, &on);
    mysql_optionsv(connection, MYSQL_OPT_SSL_VERIFY_SERVER_CERT, &on);
    mysql_optionsv(connection, MARIADB_OPT_TLS_VERSION, "TLSv1.2,TLSv1.3");
}

void set_socket_timeout(MYSQL* connection, unsigned seconds) {
    const timeval timeout{.tv_sec = seconds, .tv_usec = 0};
    const int socket = mysql_get_socket(connection);
    ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof timeout);
    ::setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &timeout, sizeof timeout);
}

/// libmariadb leaves the socket blocking, so its time-outs are the kernel's: no poll between the statements.
/// OpenSSL reads a record's header and body with one call instead of two.
void tune_socket(MYSQL* connection) {
    set_socket_timeout(connection, read_seconds_max);
    const unsigned unacknowledged_ms = read_seconds_max * 1000;
    ::setsockopt(mysql_get_socket(connection), IPPROTO_TCP, TCP_USER_TIMEOUT, &unacknowledged_ms,
                 sizeof unacknowledged_ms);
    read_whole_records(connection);
}

class Mysql final : public Driver {
public:
    explicit Mysql(Dsn dsn) : dsn_{std::move(dsn)} { initialise_library(); }

    Database database() const override { return Database::mysql; }
    void begin() override;
    void commit() override;
    void rollback() noexcept override;
    void start(const Sql& sql, std::span<const Value> arguments, std::size_t columns) override;
    bool next(std::span<Value> row) override;
    void drop_rows() noexcept override;
    Changes run(const Sql& sql, std::span<const Value> arguments) override;
    void define(const Sql& sql) override;
    std::string description() override;

private:
    bool is_mariadb() const { return mariadb_connection(connection_.get()); }
    void require_connection();
    void connect();
    void open();
    void set_up_session();
    void restore_limits() noexcept;
    void close() noexcept;
    template <class Action>
    void on_live_connection(Action action);
    Statement& prepared(std::string_view text);
    Statement& execute(const Sql& sql, std::span<const Value> arguments);
    void query(std::string_view text);
    std::string ask(std::string_view text);
    [[noreturn]] void fail(MYSQL_STMT* statement);
    [[noreturn]] void fail(unsigned code, const std::string& what);

    Dsn dsn_;
    Handle connection_;
    std::unordered_map<const char*, Statement> statements_;  // goes before the connection does
    Statement* open_ = nullptr;
    bool in_transaction_ = false;
    SteadyTime next_attempt_{};
    std::chrono::milliseconds backoff_ = backoff_min;
    std::string last_failure_;
};

void Mysql::begin() {
    on_live_connection([this] { query("start transaction"); });
    in_transaction_ = true;
}

void Mysql::commit() {
    require_connection();
    in_transaction_ = false;
    query("commit");
}

void Mysql::rollback() noexcept {
    in_transaction_ = false;
    drop_rows();
    if (connection_ && mysql_real_query(connection_.get(), "rollback", 8) != 0)
        close();
}

void Mysql::start(const Sql& sql, std::span<const Value> arguments, std::size_t columns) {
    on_live_connection([&] { open_ = &execute(sql, arguments); });
    MYSQL_STMT* handle = open_->handle.get();
    const std::span fields{mariadb_stmt_fetch_fields(handle), mysql_stmt_field_count(handle)};
    open_->fields = fields.data();
    if (fields.size() == columns && std::all_of(fields.begin(), fields.end(), readable))
        return;
    drop_rows();
    throw Fault{"the select has other columns than are read (times are kept as integers): " +
                std::string{sql.text(Database::mysql)}};
}

bool Mysql::next(std::span<Value> row) {
    open_->row = row.data();
    MYSQL_STMT* handle = open_->handle.get();
    const int result = mysql_stmt_fetch(handle);
    if (result == 0)
        return true;
    open_ = nullptr;
    if (result != MYSQL_NO_DATA)
        fail(handle);
    return false;
}

void Mysql::drop_rows() noexcept {
    if (!open_)
        return;
    std::vector<Value> row(mysql_stmt_field_count(open_->handle.get()));
    open_->row = row.data();
    int result = 0;
    for (std::size_t rows = 0; result == 0 && rows < rows_max; ++rows)
        result = mysql_stmt_fetch(open_->handle.get());
    open_ = nullptr;
    if (result != MYSQL_NO_DATA)
        close();
}

Changes Mysql::run(const Sql& sql, std::span<const Value> arguments) {
    require_connection();
    MYSQL_STMT* handle = execute(sql, arguments).handle.get();
    return {.rows = static_cast<std::int64_t>(mysql_stmt_affected_rows(handle)),
            .key = static_cast<std::int64_t>(mysql_stmt_insert_id(handle))};
}

void Mysql::define(const Sql& sql) {
    require_connection();
    set_socket_timeout(connection_.get(), define_seconds_max);
    const auto restore = [this](void*) { restore_limits(); };
    const std::unique_ptr<Mysql, decltype(restore)> guard{this, restore};
    // MySQL's limit is one for selects alone.
    if (is_mariadb())
        query("set session max_statement_time = 0");
    query(sql.text(Database::mysql));
}

/// After a definition, however it went. A connection that does not take its limits back is not used again.
void Mysql::restore_limits() noexcept {
    if (!connection_)
        return;
    set_socket_timeout(connection_.get(), read_seconds_max);
    if (is_mariadb() &&
        mysql_real_query(connection_.get(), limit_statements.data(), limit_statements.size()) != 0)
        close();
}

std::string Mysql::description() {
    require_connection();
    const char* tls = nullptr;
    mariadb_get_infov(connection_.get(), MARIADB_CONNECTION_TLS_VERSION, &tls);
    return (is_mariadb() ? "MariaDB " : "MySQL ") +
           ask("select concat(version(), ', innodb_flush_log_at_trx_commit=', "
               "@@innodb_flush_log_at_trx_commit, "
               "', sync_binlog=', @@sync_binlog, ', log_bin=', @@log_bin)") +
           ", " + (tls ? tls : "TLS");
}

/// A connection, unless the one that a transaction began on is gone.
void Mysql::require_connection() {
    if (connection_)
        return;
    if (in_transaction_)
        throw Unavailable{"the connection was lost in this transaction"};
    connect();
}

/// Does what nothing has gone before: a read of its own or the begin of a transaction. So it may be done over
/// where the connection turns out to have died while it was idle.
template <class Action>
void Mysql::on_live_connection(Action action) {
    const bool fresh = !connection_;
    require_connection();
    if (fresh || in_transaction_)
        return action();
    const SteadyTime since = std::chrono::steady_clock::now();
    try {
        return action();
    } catch (const Unavailable&) {
        if (connection_ || std::chrono::steady_clock::now() - since > stale_max)
            throw;
    }
    connect();
    action();
}

void Mysql::connect() {
    if (std::chrono::steady_clock::now() < next_attempt_)
        throw Unavailable{"not tried again yet: " + last_failure_};
    try {
        open();
        set_up_session();
        backoff_ = backoff_min;
    } catch (const Refusal& failure) {
        close();
        last_failure_ = failure.detail();
        next_attempt_ = std::chrono::steady_clock::now() + backoff_;
        backoff_ = std::min(backoff_ * 2, std::chrono::milliseconds{backoff_max});
        throw Unavailable{last_failure_};
    }
}

void Mysql::open() {
    Handle opened{mysql_init(nullptr)};
    if (!opened)
        throw std::bad_alloc{};
    set_options(opened.get(), dsn_);
    // libmariadb wants a terminated string; the copy is wiped with the Secret that holds it.
    std::string terminated{dsn_.password.expose()};
    const bool connected =
        mysql_real_connect(opened.get(), dsn_.host.c_str(), dsn_.user.c_str(), terminated.c_str(),
                           dsn_.name.c_str(), dsn_.port, nullptr, CLIENT_FOUND_ROWS) != nullptr;
    (void)crypto::Secret::take(terminated);
    if (!connected)
        throw Unavailable{mysql_error(opened.get())};
    if (!mysql_get_ssl_cipher(opened.get()))
        throw Unavailable{"the connection is not encrypted"};
    tune_socket(opened.get());
    connection_ = std::move(opened);
}

void Mysql::set_up_session() {
    query(
        "set session sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,"
        "NO_ENGINE_SUBSTITUTION,ANSI_QUOTES,PIPES_AS_CONCAT,NO_BACKSLASH_ESCAPES', "
        "time_zone = '+00:00'");
    const auto lock_seconds = std::chrono::ceil<std::chrono::seconds>(dsn_.lock_wait_max).count();
    query("set session innodb_lock_wait_timeout = " +
          std::to_string(std::max<std::int64_t>(lock_seconds, 1)));
    query("set session transaction isolation level read committed");
    // Texts compare byte by byte, as on SQLite; a statement of a lost client ends by itself.
    query(is_mariadb() ? "set names utf8mb4 collate utf8mb4_nopad_bin"
                       : "set names utf8mb4 collate utf8mb4_0900_bin");
    query(is_mariadb() ? limit_statements : "set session max_execution_time = 8000");
}

void Mysql::close() noexcept {
    open_ = nullptr;
    // Closed first, so that closing the statements sends nothing on a connection in doubt.
    connection_.reset();
    statements_.clear();
}

Statement& Mysql::prepared(std::string_view text) {
    Statement& statement = statements_[text.data()];
    if (statement.handle)
        return statement;
    decltype(statement.handle) made{mysql_stmt_init(connection_.get())};
    if (!made)
        throw std::bad_alloc{};
    if (mysql_stmt_prepare(made.get(), text.data(), text.size()) != 0)
        fail(made.get());
    mysql_stmt_attr_set(made.get(), STMT_ATTR_CB_USER_DATA, &statement);
    mysql_stmt_attr_set(made.get(), STMT_ATTR_CB_RESULT, reinterpret_cast<const void*>(&take_cell));
    statement.parameters.resize(mysql_stmt_param_count(made.get()));
    statement.handle = std::move(made);
    return statement;
}

Statement& Mysql::execute(const Sql& sql, std::span<const Value> arguments) {
    Statement& statement = prepared(sql.text(Database::mysql));
    MYSQL_STMT* handle = statement.handle.get();
    if (statement.parameters.size() != arguments.size())
        throw Fault{"the server counts other placeholders: " + std::string{sql.text(Database::mysql)}};
    for (std::size_t i = 0; i < arguments.size(); ++i)
        bind(statement.parameters[i], arguments[i]);
    if (!arguments.empty() && mysql_stmt_bind_param(handle, statement.parameters.data()) != 0)
        fail(handle);
    if (mysql_stmt_execute(handle) != 0)
        fail(handle);
    return statement;
}

void Mysql::query(std::string_view text) {
    if (mysql_real_query(connection_.get(), text.data(), text.size()) != 0)
        fail(mysql_errno(connection_.get()), mysql_error(connection_.get()));
}

std::string Mysql::ask(std::string_view text) {
    query(text);
    const std::unique_ptr<MYSQL_RES, decltype(&mysql_free_result)> result{
        mysql_store_result(connection_.get()), &mysql_free_result};
    const MYSQL_ROW row = result ? mysql_fetch_row(result.get()) : nullptr;
    return row && row[0] ? row[0] : "";
}

void Mysql::fail(MYSQL_STMT* statement) {
    const unsigned code = mysql_stmt_errno(statement);
    if (code != 0)
        fail(code, mysql_stmt_error(statement));
    fail(mysql_errno(connection_.get()), mysql_error(connection_.get()));
}

/// `what` comes by value in effect: the text dies with the connection.
void Mysql::fail(unsigned code, const std::string& what) {
    const MysqlError kind = kind_of(code);
    if (kind == MysqlError::unavailable || kind == MysqlError::fault)
        close();
    throw_mysql_error(kind, code, what);
}

}  // namespace

std::unique_ptr<Driver> mysql_driver(Dsn dsn) {
    return std::make_unique<Mysql>(std::move(dsn));
}

}  // namespace suncrew::store
