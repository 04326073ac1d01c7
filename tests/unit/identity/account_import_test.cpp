#include "identity/account_import.hpp"

#include "identity/identity_fixture.hpp"

namespace suncrew::identity {
namespace {

const std::string header = "email,name,language,password_hash,verified\n";
/// Of "Hello world!"; the published example of crypt(3).
const std::string hash = "$5$saltstring$5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc5";

std::string line(int number, const std::string& verified = "yes") {
    return "customer" + std::to_string(number) + "@example.org,Customer " + std::to_string(number) + ",es," +
           hash + ',' + verified + '\n';
}

/// As `line/column field: reason`.
std::string only_mistake(const std::string& body) {
    const ImportFile file = ImportFile::read(header + body);
    if (file.mistakes.size() != 1 || file.mistakes_count != 1)
        return std::to_string(file.mistakes_count) + " mistakes";
    const ImportMistake& mistake = file.mistakes[0];
    return std::to_string(mistake.line) + '/' + std::to_string(mistake.column) + ' ' + mistake.field + ": " +
           mistake.reason;
}

TEST(ImportFile, IsRead) {
    const ImportFile file =
        ImportFile::read(header +
                         "Customer1@Example.org,\"Nu\xc3\xb1"
                         "ez, \"\"Customer\"\"\",es," +
                         hash + ",yes\r\n\r\ncustomer2@example.org,Customer Two,en," + hash + ",no");
    EXPECT_EQ(file.mistakes_count, 0U);
    ASSERT_EQ(file.accounts.size(), 2U);
    EXPECT_EQ(file.accounts[0].line, 2U);
    EXPECT_EQ(file.accounts[0].email.text(), "customer1@example.org");
    EXPECT_EQ(file.accounts[0].name,
              "Nu\xc3\xb1"
              "ez, \"Customer\"");
    EXPECT_EQ(file.accounts[0].language, notify::Language::es);
    EXPECT_TRUE(file.accounts[0].email_verified);
    EXPECT_EQ(file.accounts[0].password.scheme.algorithm, LegacyAlgorithm::crypt_sha256);
    EXPECT_EQ(file.accounts[1].line, 4U);
    EXPECT_FALSE(file.accounts[1].email_verified);
}

TEST(ImportFile, WithoutTheLastColumnNobodyIsVerified) {
    const ImportFile file = ImportFile::read(
        "\xef\xbb\xbf"
        "email,name,language,password_hash\n"
        "customer1@example.org,Customer One,en," +
        hash + "\n");
    EXPECT_EQ(file.mistakes_count, 0U);
    ASSERT_EQ(file.accounts.size(), 1U);
    EXPECT_FALSE(file.accounts[0].email_verified);
}

TEST(ImportFile, AnotherHeaderIsRefused) {
    for (const char* text :
         {"", "\n", "email\n", "email,name,password_hash,language\n",
          "email,name,language,password_hash,role\n", "email,name,language,password_hash,verified,role\n",
          "customer1@example.org,a,en,b\n", "\"email,name,language,password_hash\n",
          "Email,Name,Language,Password_hash\n"})
        EXPECT_THROW(ImportFile::read(text), BadImportFile) << text;
    EXPECT_THROW(ImportFile::read(header + std::string(import_file_bytes_max, 'x')), BadImportFile);
}

TEST(ImportFile, EachMistakeIsNamedByLineAndColumn) {
    const std::string good = "customer1@example.org,Customer One,en," + hash;
    EXPECT_EQ(only_mistake(good + ",yes\n"), "0 mistakes");
    EXPECT_EQ(only_mistake("nobody,Customer One,en," + hash + ",yes\n"), "2/1 email: not_an_email");
    EXPECT_EQ(only_mistake("\xc3\xb1@example.org,Customer One,en," + hash + ",yes\n"),
              "2/1 email: email_not_ascii");
    EXPECT_EQ(only_mistake("a@example.org,,en," + hash + ",yes\n"), "2/15 name: too_short");
    EXPECT_EQ(only_mistake("a@example.org,a\tb,en," + hash + ",yes\n"), "2/15 name: control_character");
    EXPECT_EQ(only_mistake("a@example.org," + std::string(101, 'a') + ",en," + hash + ",yes\n"),
              "2/15 name: too_long");
    EXPECT_EQ(only_mistake("a@example.org,a\xff,en," + hash + ",yes\n"), "2/15 name: not_utf8");
    EXPECT_EQ(only_mistake("a@example.org,a,fr," + hash + ",yes\n"), "2/17 language: unknown_value");
    EXPECT_EQ(only_mistake("a@example.org,a,en,secret,yes\n"), "2/20 password_hash: legacy_hash_unknown");
    EXPECT_EQ(only_mistake("a@example.org,a,en,$5$salt,yes\n"), "2/20 password_hash: legacy_hash_malformed");
    EXPECT_EQ(only_mistake("a@example.org,a,en,$5$rounds=9$salt$a,yes\n"),
              "2/20 password_hash: legacy_hash_rounds");
    EXPECT_EQ(only_mistake("a@example.org,a,en," + hash + ",true\n"), "2/78 verified: unknown_value");
    EXPECT_EQ(only_mistake(good + "\n"), "2/96 : too_few_fields");
    EXPECT_EQ(only_mistake(good + ",yes,security\n"), "2/101 : too_many_fields");
    EXPECT_EQ(only_mistake("\"a@example.org,a\n" + good + ",yes\n"), "2/1 : quote_not_closed")
        << "a quote that is not closed spoils its own line alone";
    EXPECT_EQ(only_mistake(std::string(import_line_bytes_max + 1, 'a') + "\n" + good + ",yes\n"),
              "2/4097 : line_too_long");
    EXPECT_EQ(only_mistake(good + ",yes\nCUSTOMER1@example.org,Customer Two,en," + hash + ",yes\n"),
              "3/1 email: email_repeated");
}

TEST(ImportFile, NoMoreMistakesAreKeptThanAreListed) {
    std::string body;
    for (std::size_t i = 0; i < import_mistakes_listed_max + 5; ++i)
        body += "x\n";
    const ImportFile file = ImportFile::read(header + body + line(1));
    EXPECT_EQ(file.mistakes.size(), import_mistakes_listed_max);
    EXPECT_EQ(file.mistakes_count, import_mistakes_listed_max + 5);
    EXPECT_EQ(file.accounts.size(), 1U);
}

class AccountImport : public IdentityFixture {
protected:
    std::vector<Imported> import(const std::string& body) {
        std::vector<Imported> outcomes;
        const ImportFile file = ImportFile::read(header + body);
        for (const ImportedAccount& account : file.accounts)
            outcomes.push_back(import_account(lane_, keyring_, account, clock_.now()));
        return outcomes;
    }
};
INSTANTIATE_TEST_SUITE_P(Databases, AccountImport, testing::ValuesIn(store::databases_at_hand()),
                         store::database_name);

TEST_P(AccountImport, MakesCustomersWhoSignInWithTheirPassword) {
    EXPECT_EQ(import(line(1) + line(2, "no")), (std::vector{Imported::created, Imported::created}));
    const auto first = find("customer1@example.org");
    ASSERT_TRUE(first);
    EXPECT_EQ(first->role, Role::customer);
    EXPECT_EQ(who(first->id).name, "Customer 1");
    EXPECT_EQ(first->language, notify::Language::es);
    EXPECT_TRUE(first->email_verified_at);
    EXPECT_TRUE(first->password_hash.starts_with("$suncrew-wrapped$5$saltstring$argon2id$"));
    EXPECT_EQ(refusal([&] { sign_in("customer1@example.org", "Hello world"); }), "credentials_refused");
    EXPECT_EQ(refusal([&] { sign_in("customer1@example.org", "Hello world!"); }), "not refused");
    EXPECT_TRUE(mails().empty());
}

TEST_P(AccountImport, AnUnverifiedAddressHasToBeConfirmed) {
    import(line(1, "no"));
    EXPECT_FALSE(find("customer1@example.org")->email_verified_at);
    EXPECT_EQ(refusal([&] { sign_in("customer1@example.org", "Hello world!"); }), "credentials_refused");
    request_verification("customer1@example.org");
    EXPECT_EQ(refusal([&] { verify(token_in_last_mail()); }), "verification_refused");
    verify(token_in_last_mail(), "Hello world!");
    EXPECT_EQ(refusal([&] { sign_in("customer1@example.org", "Hello world!"); }), "not refused");
}

TEST_P(AccountImport, AStrangersSignUpDoesNotTakeTheAddressThatWasImported) {
    import(line(1, "no"));
    sign_up("customer1@example.org", "some quite other words", "A Stranger");
    request_verification("customer1@example.org");
    EXPECT_EQ(token_in_last_mail(), "") << "nobody can tell whose it is; the letter asks to sign up again";
    EXPECT_EQ(refusal([&] { sign_in("customer1@example.org", "some quite other words"); }),
              "credentials_refused");
}

TEST_P(AccountImport, AgainChangesNothing) {
    import(line(1));
    sign_in("customer1@example.org", "Hello world!");
    const auto before = find("customer1@example.org");
    EXPECT_EQ(import(line(1, "no") + line(2)), (std::vector{Imported::existed, Imported::created}));
    const auto after = find("customer1@example.org");
    EXPECT_EQ(after->password_hash, before->password_hash);
    EXPECT_EQ(after->email_verified_at, before->email_verified_at);
    EXPECT_EQ(accounts(), 2);
}

TEST_P(AccountImport, AnAccountOfSomebodyElsesRoleIsNotTouched) {
    account("customer1@example.org", Role::crew);
    EXPECT_EQ(import(line(1)), std::vector{Imported::existed});
    EXPECT_EQ(find("customer1@example.org")->role, Role::crew);
    EXPECT_EQ(refusal([&] { sign_in("customer1@example.org", "Hello world!"); }), "credentials_refused");
}

}  // namespace
}  // namespace suncrew::identity
