#pragma once

#include "egress/scratch_folder.hpp"
#include "egress/script_server.hpp"

namespace suncrew::egress {

/// A script of tests/https, for as long as the object lives. What it saw is in `folder/seen`.
class HttpsServer : public ScriptServer {
public:
    HttpsServer(const std::string& script, const std::string& mode, const ScratchFolder& folder,
                const std::string& certificate = "server")
        : ScriptServer{std::string{SUNCREW_HTTPS_SERVERS} + '/' + script,
                       {mode, folder.path().string(), (folder / (certificate + ".pem")).string(),
                        (folder / (certificate + ".key")).string()}} {}
};

}  // namespace suncrew::egress
