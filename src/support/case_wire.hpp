#pragma once

#include <optional>
#include <string>
#include <vector>

#include <boost/describe/class.hpp>

#include "identity/wire.hpp"
#include "notify/language.hpp"
#include "orders/order_wire.hpp"
#include "permits/grants_store.hpp"
#include "support/change_wire.hpp"
#include "wire/structs.hpp"

/// What is said and heard of cases.
namespace suncrew::support {

/// POST /cases: one of the two contacts, exactly as the customer has told it.
struct OpenCase {
    std::optional<identity::Email> email;
    std::optional<orders::Phone> phone;
    wire::Text<1, 60> ticket;  ///< where the customer asked: a number of the ticket system or of the call
    wire::Text<10, 400, wire::Lines::many> reason;
};
BOOST_DESCRIBE_STRUCT(OpenCase, (), (email, phone, ticket, reason))

/// Several: more than one customer has told this telephone number; the e-mail address tells which.
enum class Found : std::uint8_t { one, none, several };
BOOST_DESCRIBE_ENUM(Found, one, none, several)

struct CaseView {
    GrantId id;
    AccountId account;
    std::string ticket;
    std::string reason;
    permits::GrantState state{};
    Instant opened_at{};
    Instant ends_at{};
};
BOOST_DESCRIBE_STRUCT(CaseView, (), (id, account, ticket, reason, state, opened_at, ends_at))

struct CaseSearched {
    Found found{};
    std::optional<CaseView> opened;  ///< where one was found
};
BOOST_DESCRIBE_STRUCT(CaseSearched, (), (found, opened))

struct ListCases {};
BOOST_DESCRIBE_STRUCT(ListCases, (), ())
struct CaseList {
    std::vector<CaseView> items;  ///< the newest first
};
BOOST_DESCRIBE_STRUCT(CaseList, (), (items))

/// GET /cases/{case_id}.
struct ReadCase {
    GrantId case_id;
};
BOOST_DESCRIBE_STRUCT(ReadCase, (), (case_id))

struct CaseCustomer {
    std::string name;
    std::string email;
    notify::Language language{};
    bool locked = false;
};
BOOST_DESCRIBE_STRUCT(CaseCustomer, (), (name, email, language, locked))

struct CaseDetail {
    CaseView in_hand;
    CaseCustomer customer;
    std::vector<orders::OrderSummary> orders;  ///< the newest first
    std::vector<ChangeSummary> changes;        ///< asked for about this customer, the newest first
};
BOOST_DESCRIBE_STRUCT(CaseDetail, (), (in_hand, customer, orders, changes))

}  // namespace suncrew::support
