#include "commands/interface.hpp"

namespace suncrew::commands {

InterfaceDocument Interface::read(access::Granted<access::Permission::read_interface>, const ReadInterface&,
                                  store::Reading&) const {
    return {document_};
}

}  // namespace suncrew::commands
