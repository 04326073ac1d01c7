// What is sealed is opened with a proof, and nobody makes one of nothing.
#include "access/opening.hpp"
#include "sealing/keyring.hpp"

suncrew::sealing::Opener open(suncrew::sealing::Keyring& keyring, suncrew::store::Reading& reading,
                              suncrew::AccountId whose, const suncrew::sealing::MayOpen& proof) {
#ifdef VIOLATION
    return keyring.opener(reading, suncrew::sealing::MayOpen{}, whose);
#else
    return keyring.opener(reading, proof, whose);
#endif
}
