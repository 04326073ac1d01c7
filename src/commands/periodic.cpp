#include "commands/periodic.hpp"

#include <condition_variable>
#include <mutex>
#include <stop_token>

#include "base/log.hpp"
#include "base/wipe_stack.hpp"

namespace suncrew::commands {
namespace {

using Work = std::function<void(store::Connection&, std::stop_token)>;

void turn(const std::string& name, store::Connection& connection, const Work& work,
          const std::stop_token& stop) {
    try {
        work(connection, stop);
    } catch (const store::Unavailable& error) {
        log::warn("background_work_put_off",
                  {{"work", std::string_view{name}}, {"detail", std::string_view{error.detail()}}});
    } catch (const std::exception& error) {
        log::error("background_work_failed",
                   {{"work", std::string_view{name}}, {"detail", std::string_view{error.what()}}});
    }
}

}  // namespace

Periodic::Periodic(std::string name, std::chrono::milliseconds interval, const store::Dsn& dsn, Work work)
    : thread_{[name = std::move(name), interval, connection = store::connect(dsn),
               work = std::move(work)](std::stop_token stop) {
          std::mutex mutex;
          std::condition_variable_any wake;
          std::unique_lock lock{mutex};
          while (!stop.stop_requested()) {
              turn(name, *connection, work, stop);
              wipe_stack();
              wake.wait_for(lock, stop, interval, [] { return false; });
          }
      }} {}

}  // namespace suncrew::commands
