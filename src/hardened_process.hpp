#pragma once

/// What the program does about its own memory before it reads a secret.
namespace suncrew {

/// No core is dumped, nobody of the same user attaches a debugger or reads /proc/PID/mem, and what OpenSSL
/// and libcurl give back is wiped, as what C++ does is. First of all in `main`: before OpenSSL is used.
/// Throws std::runtime_error where the system refuses it.
void harden_process();

}  // namespace suncrew
