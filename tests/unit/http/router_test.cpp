#include "http/router.hpp"

#include <gtest/gtest.h>

#include "base/refusal.hpp"

namespace suncrew::http {
namespace {

Endpoint endpoint(Method method, std::string path) {
    return {method, std::move(path), {}, access::Permission::make_quote, Lane::general, {}, {}};
}

class RouterTest : public testing::Test {
protected:
    std::vector<Endpoint> endpoints_{endpoint(Method::get, "/api/v1/orders"),
                                     endpoint(Method::post, "/api/v1/orders"),
                                     endpoint(Method::get, "/api/v1/orders/{order}"),
                                     endpoint(Method::post, "/api/v1/orders/{order}/moves")};
    Router router_{endpoints_};

    Code refused(Method method, std::string_view path) {
        try {
            router_.find(method, path);
        } catch (const Refusal& refusal) {
            return refusal.code();
        }
        ADD_FAILURE() << "was found: " << path;
        return Code::unavailable;
    }
};

TEST_F(RouterTest, FindsByMethodAndPathWithParameters) {
    const Match match = router_.find(Method::post, "/api/v1/orders/abc/moves");
    EXPECT_EQ(match.endpoint, &endpoints_[3]);
    ASSERT_EQ(match.parameters.size(), 1U);
    EXPECT_EQ(match.parameters[0].first, "order");
    EXPECT_EQ(match.parameters[0].second, "abc");
    EXPECT_EQ(router_.find(Method::get, "/api/v1/orders").endpoint, &endpoints_[0]);
}

TEST_F(RouterTest, AKnownPathWithAnotherMethodIsNotPossible) {
    EXPECT_EQ(refused(Method::delete_, "/api/v1/orders"), Code::not_possible);
}

TEST_F(RouterTest, HeadIsTheGetItStandsFor) {
    EXPECT_EQ(router_.find(Method::head, "/api/v1/orders").endpoint, &endpoints_[0]);
    EXPECT_EQ(refused(Method::head, "/api/v1/orders/abc/moves"), Code::not_possible);
}

TEST_F(RouterTest, SaysWhichMethodsAPathHas) {
    EXPECT_EQ(router_.allowed("/api/v1/orders"), "GET, HEAD, POST");
    EXPECT_EQ(router_.allowed("/api/v1/nothing"), "");
}

TEST_F(RouterTest, AnythingElseIsNotFound) {
    for (const char* path :
         {"/api/v1/order", "/api/v1/orders/", "/api/v1/orders/x/moves/y", "//api/v1/orders",
          "/api/v1/orders/../orders", "/", "api/v1/orders", "", "/a/b/c/d/e/f/g/h/i/j/k/l/m/n"})
        EXPECT_THROW(router_.find(Method::put, path), Refusal) << path;
    EXPECT_EQ(refused(Method::get, "/api/v1/nothing"), Code::not_found);
}

}  // namespace
}  // namespace suncrew::http
