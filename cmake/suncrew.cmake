# How every target of the project is compiled.
find_program(CCACHE ccache)
if(CCACHE)
  # What it must let pass to keep what was compiled with precompiled headers, as its manual says.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${CCACHE})
endif()

set(SUNCREW_SANITIZE "" CACHE STRING "sanitizers, as -fsanitize takes them: address,undefined or thread")
if(SUNCREW_SANITIZE)
  add_compile_options(-fsanitize=${SUNCREW_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${SUNCREW_SANITIZE})
endif()

function(suncrew_warnings name)
  target_compile_options(${name} PRIVATE -Wall -Wextra -Wconversion -Werror)
  # Under TSan, GCC 12 takes an empty optional for one that is read before it is written.
  if(SUNCREW_SANITIZE STREQUAL thread AND CMAKE_CXX_COMPILER_ID STREQUAL GNU)
    target_compile_options(${name} PRIVATE -Wno-maybe-uninitialized)
  endif()
endfunction()

function(suncrew_target name)
  target_include_directories(${name} PRIVATE ${CMAKE_SOURCE_DIR}/src)
  suncrew_warnings(${name})
endfunction()

# suncrew_library(FOLDER [PRECOMPILED SET] DEPENDS …): the library suncrew_FOLDER from src/FOLDER/*.cpp. A dependency
# that is a folder of ours is named by the folder. A folder that does not exist yet is left out.
function(suncrew_library name)
  cmake_parse_arguments(PARSE_ARGV 1 LIB "" "PRECOMPILED" "DEPENDS")
  if(NOT LIB_PRECOMPILED)
    set(LIB_PRECOMPILED standard)
  endif()
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/${name}/*.cpp)
  if(sources)
    add_library(suncrew_${name} STATIC ${sources})
    suncrew_target(suncrew_${name})
    suncrew_use_precompiled(suncrew_${name} ${LIB_PRECOMPILED})
    suncrew_together(suncrew_${name} 8 ${sources})
    set(scope PUBLIC)
  else()
    add_library(suncrew_${name} INTERFACE)
    set(scope INTERFACE)
  endif()
  target_include_directories(suncrew_${name} ${scope} ${CMAKE_SOURCE_DIR}/src)
  foreach(dependency IN LISTS LIB_DEPENDS)
    if(TARGET suncrew_${dependency})
      target_link_libraries(suncrew_${name} ${scope} suncrew_${dependency})
    else()
      target_link_libraries(suncrew_${name} ${scope} ${dependency})
    endif()
  endforeach()
endfunction()

# suncrew_unit_tests(FOLDER): the program test_FOLDER from tests/unit/FOLDER/*.cpp, where there are any. Its tests run
# in four processes, of which each makes its databases once; what each counted is in reports/FOLDER.*.xml.
function(suncrew_unit_tests name)
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/unit/${name}/*.cpp)
  if(NOT sources)
    return()
  endif()
  add_executable(test_${name} ${sources})
  suncrew_target(test_${name})
  suncrew_use_precompiled(test_${name} tests)
  suncrew_together(test_${name} 6 ${sources})
  # A test runs once after each change of it: the time of compiling it is the longer one. What it tests is optimised.
  target_compile_options(test_${name} PRIVATE -O0)
  # Nor are pointers checked before each use in the tests themselves: a third of their time of compiling, and ASan ends
  # on what matters of it.
  if(SUNCREW_SANITIZE MATCHES undefined)
    target_compile_options(test_${name} PRIVATE -fno-sanitize=null,alignment,object-size,vptr)
  endif()
  target_include_directories(test_${name} PRIVATE ${CMAKE_SOURCE_DIR}/tests/unit)
  target_compile_definitions(test_${name} PRIVATE SUNCREW_DATA="${CMAKE_SOURCE_DIR}/data")
  # Boost::json also where a folder does not use it, since its headers are among the precompiled ones.
  target_link_libraries(test_${name} PRIVATE suncrew_${name} Boost::json GTest::gtest GTest::gmock GTest::gtest_main
                        rapidcheck_gtest)
  foreach(part RANGE 3)
    add_test(NAME ${name}.${part} COMMAND test_${name} --gtest_brief=1
             --gtest_output=xml:${CMAKE_BINARY_DIR}/reports/${name}.${part}.xml)
    set_tests_properties(${name}.${part} PROPERTIES ENVIRONMENT "GTEST_TOTAL_SHARDS=4;GTEST_SHARD_INDEX=${part}")
  endforeach()
endfunction()
