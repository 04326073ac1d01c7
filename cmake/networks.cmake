# The countries of addresses: target `networks_data` packs build/data/networks.bin, one file for all build directories,
# as gazetteer.cmake does with the places.
set(SUNCREW_NETWORKS ${CMAKE_SOURCE_DIR}/build/data/networks.bin)
set(networks ${CMAKE_SOURCE_DIR}/tools/networks)
set(SUNCREW_NETWORK_SOURCE ${networks}/node_modules/@ip-location-db/geo-whois-asn-country)
file(GLOB networks_inputs CONFIGURE_DEPENDS ${networks}/*.mjs ${networks}/*.json)

add_custom_command(
  OUTPUT ${SUNCREW_NETWORKS}
  COMMAND ${FLOCK} ${SUNCREW_NETWORKS}.lock ${NODE} ${networks}/pack.mjs ${SUNCREW_NETWORKS}
  DEPENDS ${networks_inputs}
  COMMENT "Packing the countries of addresses"
  VERBATIM)
add_custom_target(networks_data DEPENDS ${SUNCREW_NETWORKS})
