#pragma once

#include "orders/house_edit.hpp"
#include "orders/opened_order.hpp"
#include "orders/orders_store.hpp"
#include "orders/sealed_columns.hpp"
#include "permits/permits_fixture.hpp"
#include "support/case_wire.hpp"
#include "support/cases.hpp"
#include "support/change_decisions.hpp"
#include "support/change_wire.hpp"
#include "support/overdue.hpp"
#include "support/own_changes.hpp"
#include "support/proposals.hpp"
#include "support/rules.hpp"

namespace suncrew::support {

using access::Caller;
using access::Permission;
using access::Role;
using identity::refusal;
using namespace std::chrono_literals;

/// A customer with an order, support and security officers with the course, and what they do about changes,
/// each committed with its record as the server does it.
class SupportFixture : public permits::PermitsFixture {
protected:
    static constexpr const char* phone = "+34600100200";
    static constexpr const char* reason = "They told us the new number on the telephone.";

    Caller customer_caller() { return caller_of(customer_, Role::customer); }

    OrderId order_of(AccountId customer, const std::string& number = phone) {
        const QuoteId quote = QuoteId::make(clock_.now());
        const OrderId id = OrderId::make(clock_.now());
        in_transaction([&](store::Transaction& t) {
            const auto sealer = keyring_.sealer(t, customer);
            t.run(
                "insert into quotes (id, country, latitude, longitude, currency, total_minor, panels, dc_kw, "
                "ac_kw,"
                " annual_kwh, skills, cooling_off_days, roof_planes, document, created_at, valid_until, "
                "subject,"
                " position) values (?, 'ES', 40.42, -3.7, 'EUR', 900000, 10, 4, 3.6, 6000, 0, 14, '[]', ?, "
                "?, ?, ?, ?)",
                quote, sealer.seal<"quotes.document">(sealing::Row{quote}, std::string{"{}"}), clock_.now(),
                clock_.now() + 24h, sealing::Subject{customer}.id(),
                sealer.seal<"quotes.position">(sealing::Row{quote}, sealing::Position{40.4168, -3.7038}));
            const orders::PlaceOrder command{
                .quote = quote,
                .contact = {decltype(orders::Contact::name){"Customer One"}, orders::Phone{number}},
                .address = {decltype(orders::Address::street){"Calle de Ejemplo 1"},
                            decltype(orders::Address::postcode){"28001"},
                            decltype(orders::Address::city){"Madrid"}, places::Country{{'E', 'S'}}},
                .wished_dates = {},
                .note = {}};
            orders::insert_order(t, keyring_, id, customer, command,
                                 {.quote = quote,
                                  .country = places::Country{{'E', 'S'}},
                                  .latitude = 40.4168,
                                  .longitude = -3.7038,
                                  .price = {900000, Currency{{'E', 'U', 'R'}}},
                                  .panels = 10,
                                  .dc_kw = 4,
                                  .ac_kw = 3.6,
                                  .annual_kwh = 6000},
                                 clock_.now() + 24h * 14, clock_.now());
        });
        return id;
    }
    orders::Order order(OrderId id, AccountId customer) {
        return orders::read_order(reading_, keyring_, access::Opening::of(access::Work::naming), id, customer)
            .value();
    }
    orders::Order order() { return order(order_, customer_); }

    CaseSearched search(const Caller& who, const OpenCase& command) {
        return in_transaction([&](store::Transaction& t) {
            const auto done = cases_.open(access::check<Permission::open_cases>(who), command, t);
            access::record(t, who, done.change, clock_.now());
            return done.view;
        });
    }
    static OpenCase by_email(const std::string& address) {
        return {identity::email(address),
                {},
                decltype(OpenCase::ticket){"T-2041"},
                decltype(OpenCase::reason){"The telephone number is wrong."}};
    }
    static OpenCase by_phone(const std::string& number) {
        OpenCase command = by_email("nobody@example.org");
        command.email.reset();
        command.phone = orders::Phone{number};
        return command;
    }
    GrantId open_case(const Caller& who) {
        return search(who, by_email("customer1@example.org")).opened.value().id;
    }
    CaseDetail read_case(const Caller& who, GrantId id) {
        return cases_.read(access::check<Permission::open_by_grant>(who), {id}, desk(who));
    }

    static ProposeChange of_order(GrantId in_hand, OrderId order, Field field, const std::string& value) {
        ProposeChange command{in_hand, order, {}, ChangeReason{reason}};
        command.fields.push_back({field, decltype(ProposedField::value){value}});
        return command;
    }
    static ProposeChange of_account(GrantId in_hand, Field field, const std::string& value) {
        ProposeChange command = of_order(in_hand, OrderId{}, field, value);
        command.order.reset();
        return command;
    }
    ChangeId propose(const Caller& who, const ProposeChange& command, store::Connection& connection) {
        return store::in_transaction(connection, [&](store::Transaction& t) {
            const auto done = proposals_.propose(access::check<Permission::propose_changes>(who), command, t);
            access::record(t, who, done.change, clock_.now());
            return done.view.view.id;
        });
    }
    /// Having looked at what there is, where that may be seen.
    ChangeId propose(const Caller& who, const ProposeChange& command) {
        refusal([&] { read_case(who, command.case_id); });
        if (command.order)
            refusal([&] { open_order(who, *command.order); });
        return propose(who, command, connection_);
    }
    /// Support asks for another telephone number of the order.
    ChangeId new_phone(const std::string& number = "+34600999999") {
        return propose(support_, of_order(open_case(support_), order_, Field::contact_phone, number));
    }
    void withdraw(const Caller& who, ChangeId change) {
        in_transaction([&](store::Transaction& t) {
            proposals_.withdraw(access::check<Permission::withdraw_changes>(who), {change}, t);
        });
    }
    void approve_own(const Caller& who, ChangeId change, store::Connection& connection) {
        store::in_transaction(connection, [&](store::Transaction& t) {
            own_changes_.approve(access::check<Permission::decide_own_changes>(who), {change}, t);
        });
    }
    void approve_own(const Caller& who, ChangeId change) { approve_own(who, change, connection_); }
    void refuse_own(const Caller& who, ChangeId change) {
        in_transaction([&](store::Transaction& t) {
            own_changes_.refuse(access::check<Permission::decide_own_changes>(who), {change}, t);
        });
    }
    void approve_change(const Caller& who, ChangeId change, store::Connection& connection) {
        store::in_transaction(connection, [&](store::Transaction& t) {
            const auto done = change_decisions_.approve(
                access::check<Permission::decide_change_requests>(who), {change}, t);
            access::record(t, who, done.change, clock_.now());
        });
    }
    /// Having looked at it.
    void approve_change(const Caller& who, ChangeId change) {
        read_change(who, change);
        approve_change(who, change, connection_);
    }
    void refuse_change(const Caller& who, ChangeId change) {
        in_transaction([&](store::Transaction& t) {
            const auto done = change_decisions_.refuse(access::check<Permission::decide_change_requests>(who),
                                                       {change, RefusalReason{"It is not their number."}}, t);
            access::record(t, who, done.change, clock_.now());
        });
    }
    ChangeView read_change(const Caller& who, ChangeId change) {
        return change_decisions_.read(access::check<Permission::open_change_requests>(who), {change},
                                      desk(who));
    }
    std::vector<ChangeSummary> requests_for(const Caller& who) {
        return change_decisions_.list(access::check<Permission::read_change_requests>(who), {}, reading_)
            .items;
    }
    std::vector<OwnChangeView> own_changes_of(const Caller& who) {
        return own_changes_.list(access::check<Permission::read_own_changes>(who), {}, reading_).items;
    }
    ChangeState change_state(ChangeId change) {
        return find_change(reading_, change).value().state_at(clock_.now());
    }
    orders::OpenedOrderView open_order(const Caller& who, OrderId id) {
        return opened_order_.read(access::check<Permission::open_by_grant>(who), {id}, desk(who));
    }

    Cases cases_{setup_.post, clock_};
    Proposals proposals_{setup_.post, clock_};
    ChangeDecisions change_decisions_{setup_.post, clock_};
    OwnChanges own_changes_{setup_.post, clock_};
    orders::OpenedOrder opened_order_{clock_, keyring_};
    const OrderId order_ = order_of(customer_);
};

}  // namespace suncrew::support
