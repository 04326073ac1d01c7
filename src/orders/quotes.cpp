#include "orders/quotes.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "access/opening.hpp"
#include "base/refusal.hpp"
#include "orders/household.hpp"
#include "orders/priced.hpp"
#include "orders/roof_skills.hpp"
#include "orders/sealed_columns.hpp"
#include "orders/wished_dates.hpp"
#include "solar/design.hpp"

namespace suncrew::orders {
namespace {

solar::DesignInput input_of(const QuoteRequest& request, const places::Located& located,
                            const solar::PriceBook& book, Date today) {
    solar::DesignInput input = household_at(
        located, consumption_of(request.yearly_use_kwh, request.monthly_bill_minor, book.currency), book,
        today);
    for (const RoofPlane& plane : request.roof_planes)
        input.planes.push_back({roof_of(plane.area_m2), plane.tilt_deg, plane.azimuth_deg, plane.shading});
    return input;
}

/// Whether modules fit, but on no plane enough of them to be wired.
bool below_a_string(const Refusal& refusal) {
    return refusal.reason() == "plane_below_shortest_string" || refusal.reason() == "no_equal_strings";
}

/// The system that is worth most to the household, laid out on its roof.
solar::Design plan_of(const QuoteRequest& request, const places::Located& located,
                      const solar::PriceBook& book, const solar::Climate& climate,
                      const ProvidedSky& provided, Date today) {
    try {
        return design_for(input_of(request, located, book, today), book, climate, provided);
    } catch (const Refusal& refusal) {
        if (below_a_string(refusal))
            throw Refusal{Code::invalid, "roof_too_small", "roof_planes", refusal.reason()};
        refuse_in_terms_of_request(refusal);
    }
}

std::vector<QuotePlane> planes_of(const QuoteRequest& request, const solar::Design& plan) {
    std::vector<QuotePlane> planes;
    for (std::size_t i = 0; i < request.roof_planes.size(); ++i) {
        const RoofPlane& plane = request.roof_planes[i];
        planes.push_back({plane.area_m2, plane.tilt_deg, plane.azimuth_deg, plane.shading,
                          static_cast<int>(plan.planes[i].modules.size())});
    }
    return planes;
}

Quote quote_of(const QuoteRequest& request, const places::Located& located, const solar::PriceBook& book,
               const solar::Design& plan, Instant now) {
    Quote quote;
    quote.id = QuoteId::make(now);
    quote.created_at = now;
    quote.valid_until = now + quote_valid;
    quote.place = {located.latitude, located.longitude, located.nearest.name, located.country};
    quote.roof_planes = planes_of(request, plan);
    quote.panels = plan.modules;
    quote.panel_watts = book.module.watts;
    quote.dc_kw = rounded_kw(plan.dc_kw);
    quote.ac_kw = rounded_kw(plan.ac_kw);
    quote.annual_kwh = rounded_kwh(plan.yield.annual_kwh);
    std::transform(plan.yield.monthly_kwh.begin(), plan.yield.monthly_kwh.end(), quote.monthly_kwh.begin(),
                   rounded_kwh);
    quote.relative_error = std::round(plan.yield.relative_error * 1000) / 1000;
    quote.yearly_use_kwh = rounded_kwh(plan.balance.used_kwh);
    quote.self_consumed_kwh = rounded_kwh(plan.balance.self_used_kwh());
    quote.exported_kwh = rounded_kwh(plan.balance.exported_kwh);
    quote.price = price_of(plan.lines, plan.total, book);
    quote.yearly_savings = rounded_money(plan.cash_flow.years[0].total, book);
    if (plan.cash_flow.payback_years)
        quote.payback_years = std::round(*plan.cash_flow.payback_years * 10) / 10;
    quote.net_25_years = rounded_money(plan.cash_flow.net, book);
    quote.co2_kg_per_year = std::round(plan.co2_avoided_kg_year);
    quote.cooling_off_days = book.cooling_off_days;
    quote.prices_valid_from = book.valid.from;
    return quote;
}

void keep(store::Transaction& transaction, sealing::Keyring& keyring, const Quote& quote) {
    const auto subject = sealing::Subject::day_of(quote.created_at);
    const auto sealer = keyring.sealer(transaction, subject);
    const sealing::Row here{quote.id};
    const sealing::Position spot{quote.place.latitude, quote.place.longitude};
    transaction.run(
        R"(insert into quotes (id, country, latitude, longitude, position, subject, currency, total_minor, panels, dc_kw, ac_kw,
                               annual_kwh, skills, cooling_off_days, roof_planes, document, created_at, valid_until)
           values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?))",
        quote.id, quote.place.country.text(), coarse(spot.latitude), coarse(spot.longitude),
        sealer.seal<"quotes.position">(here, spot), subject.id(), quote.price.total.currency.text(),
        quote.price.total.amount_minor, quote.panels, quote.dc_kw, quote.ac_kw, quote.annual_kwh,
        static_cast<int>(skills_for(quote.roof_planes).mask()), quote.cooling_off_days,
        wire::encode(quote.roof_planes), sealer.seal<"quotes.document">(here, wire::encode(quote)),
        quote.created_at, quote.valid_until);
}

Market market_of(const solar::PriceBook& book) {
    return {book.country,
            std::string{book.currency.text()},
            std::round(book.tariff.price_per_kwh * 100'000) / 1000,
            book.household.typical_use_kwh_year,
            book.cooling_off_days,
            book.valid.from};
}

constexpr int deleted_quotes_max = 200;

}  // namespace

std::int64_t delete_old_quotes(store::Transaction& transaction, Instant now) {
    std::vector<QuoteId> old;
    for (const auto& [id] : transaction.rows<QuoteId>(
             R"(select q.id from quotes q left join orders o on o.quote = q.id
                where q.valid_until < ? and o.id is null order by q.valid_until limit ?)",
             Instant{now - quote_kept}, deleted_quotes_max))
        old.push_back(id);
    if (old.empty())
        return 0;
    return transaction.run({"delete from quotes where id in (select unhex(value) from json_each(?))",
                            R"(delete from quotes where id in (select unhex(j.value)
                                            from json_table(?, '$[*]' columns(value text path '$')) j))"},
                           store::json_list(std::span<const QuoteId>{old}));
}

http::Created<Quote> Quotes::make(access::Granted<access::Permission::make_quote>,
                                  const QuoteRequest& request, store::Transaction& transaction) const {
    // The transaction begins with its first statement: while this thinks, the database is not held.
    const Instant now = clock_.now();
    const places::Located located =
        locate(gazetteer_, {request.latitude, request.longitude}, request.country);
    const solar::PriceBook& book = prices_.on(located.country.text(), day_of(now));
    const solar::Design plan = plan_of(request, located, book, climate_, provided_, day_of(now));
    Quote quote = quote_of(request, located, book, plan, now);
    keep(transaction, keyring_, quote);
    return {std::move(quote)};
}

ReadyJson<Quote> Quotes::read(access::Granted<access::Permission::read_quote> who, const QuoteQuery& query,
                              store::Reading& reading) const {
    const auto row = reading.one<Uuid, SealedDocument, std::optional<AccountId>>(
        "select q.subject, q.document, o.customer from quotes q left join orders o on o.quote = q.id"
        " where q.id = ?",
        query.quote);
    if (!row)
        throw Refusal{Code::not_found, "quote_not_found"};
    const auto& [subject, document, customer] = *row;
    if (customer && customer != who.caller().account)
        throw Refusal{Code::not_found, "quote_not_found"};
    // Before it is ordered its id is what opens it: nobody finds one by trying.
    const auto proof =
        customer ? access::Opening::own(who.caller()) : access::Opening::of(access::Work::quoting);
    return {keyring_.opener(reading, proof, sealing::Subject::stored(subject))
                .open(sealing::Row{query.quote}, document)};
}

Markets Quotes::markets(access::Granted<access::Permission::make_quote>, const MarketsQuery&,
                        store::Reading&) const {
    const Date today = day_of(clock_.now());
    std::set<std::string> countries;
    for (const solar::PriceBook& book : prices_.books())
        if (book.valid.holds(today))
            countries.insert(book.country);
    Markets markets;
    for (const std::string& country : countries)
        markets.items.push_back(market_of(prices_.on(country, today)));
    return markets;
}

}  // namespace suncrew::orders
