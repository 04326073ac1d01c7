#include "solar/inverter.hpp"

namespace suncrew::solar {
namespace {

/// Power that an inverter needs before any comes out, as a share of its rating. PVWatts has a smaller share
/// where there is less than 1 kW of modules.
double start_share(double dc_kw) {
    return dc_kw < 1 ? 0.002478 : 0.004931;
}

}  // namespace

Inverter::Inverter(double ac_kw, double nominal_efficiency, double dc_kw)
    : rating_kw_{ac_kw},
      start_kw_{start_share(dc_kw) * ac_kw},
      slope_{ac_kw / (ac_kw / nominal_efficiency - start_kw_)} {}

}  // namespace suncrew::solar
