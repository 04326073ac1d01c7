#include "orders/demo_cast.hpp"

namespace suncrew::orders {
namespace {

/// How an order goes from its acceptance to the end when nothing comes between.
constexpr std::array way{
    Event::start_survey,       Event::finish_survey,         Event::submit_design, Event::approve_design,
    Event::permit_granted,     Event::schedule_installation, Event::start_work,    Event::finish_work,
    Event::request_inspection, Event::pass_inspection,       Event::power_on,
};

/// The way up to `last`, and then what else.
std::vector<Event> until(Event last, std::vector<Event> then = {}) {
    std::vector<Event> path;
    for (const Event event : way) {
        path.push_back(event);
        if (event == last)
            break;
    }
    path.insert(path.end(), then.begin(), then.end());
    return path;
}

}  // namespace

std::vector<DemoOrder> demo_orders() {
    return {
        {"Madrid", "ES", 0, 30, until(Event::power_on)},
        {"Madrid", "ES", 0, 25, until(Event::request_inspection, {Event::fail_inspection})},
        {"Madrid", "ES", 0, 32, until(Event::schedule_installation)},
        {"Madrid", "ES", 0, 20, until(Event::submit_design)},
        {"Toledo", "ES", 0, 28, until(Event::start_work)},
        {"Barcelona", "ES", 0, 15, until(Event::approve_design)},
        {"Barcelona", "ES", 1, 5, until(Event::finish_work)},
        {"Sabadell", "ES", 1, 22, until(Event::start_survey)},
        {"Valencia", "ES", 1, 18, until(Event::request_inspection)},
        {"Valencia", "ES", 0, 27, {}},
        {"Sevilla", "ES", 1, 12, until(Event::finish_survey, {Event::cancel})},
        {"Lisbon", "PT", 2, 30, until(Event::permit_granted)},
        {"Lyon", "FR", 2, 35, until(Event::pass_inspection)},
        {"Paris", "FR", 2, 38, until(Event::submit_design, {Event::request_changes})},
        {"Berlin", "DE", 3, 40, until(Event::power_on)},
        {"Berlin", "DE", 3, 8, until(Event::approve_design, {Event::hold})},
        {"Munich", "DE", 3, 42, until(Event::finish_survey)},
        {"Phoenix", "US", 3, 20, until(Event::power_on)},
    };
}

}  // namespace suncrew::orders
