#pragma once

#include "egress/scratch_folder.hpp"
#include "egress/script_server.hpp"

namespace suncrew::egress {

/// tests/smtp/smtp_server.py, for as long as the object lives.
class SmtpServer : public ScriptServer {
public:
    SmtpServer(const std::string& mode, const ScratchFolder& folder,
               const std::string& certificate = "server")
        : ScriptServer{SUNCREW_SMTP_SERVER,
                       {mode, folder.path().string(), (folder / (certificate + ".pem")).string(),
                        (folder / (certificate + ".key")).string()}} {}
};

}  // namespace suncrew::egress
