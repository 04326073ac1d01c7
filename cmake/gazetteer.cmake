# The gazetteer: target `places_data` packs build/data/places.sqlite, one file for all build directories. The
# pack script itself sees whether its inputs have changed, so a second build directory does not pack again.
find_program(NODE node REQUIRED)
find_program(FLOCK flock REQUIRED)

set(SUNCREW_PLACES ${CMAKE_SOURCE_DIR}/build/data/places.sqlite)
set(gazetteer ${CMAKE_SOURCE_DIR}/tools/gazetteer)
file(GLOB gazetteer_inputs CONFIGURE_DEPENDS ${gazetteer}/*.mjs ${gazetteer}/*.json)
file(MAKE_DIRECTORY ${CMAKE_SOURCE_DIR}/build/data)

add_custom_command(
  OUTPUT ${SUNCREW_PLACES}
  COMMAND ${FLOCK} ${SUNCREW_PLACES}.lock ${NODE} ${gazetteer}/pack.mjs ${SUNCREW_PLACES}
  DEPENDS ${gazetteer_inputs}
  COMMENT "Packing the gazetteer"
  VERBATIM)
add_custom_target(places_data DEPENDS ${SUNCREW_PLACES})
