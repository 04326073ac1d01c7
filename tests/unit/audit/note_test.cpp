#include "audit/note.hpp"

#include <stdexcept>

#include <gtest/gtest.h>

#include "audit/checkpoint.hpp"

namespace suncrew::audit {
namespace {

// The example of C2SP's signed-note libraries.
constexpr const char* example_key = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
const std::string example_note =
    "This is an example message.\n\n"
    "\xE2\x80\x94 example.com/foo "
    "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Y"
    "u72IneyaQM=\n";

NoteSigner signer(const std::string& name = "suncrew.example/log", char seed = 'k') {
    return {name, crypto::Ed25519PrivateKey::from_seed(crypto::Secret{std::string(32, seed)})};
}

TEST(Note, APublishedOneIsOpened) {
    const auto key = NoteVerifier::parse(example_key);
    ASSERT_TRUE(key);
    EXPECT_EQ(key->name(), "example.com/foo");
    EXPECT_EQ(key->text(), example_key);
    EXPECT_EQ(key->open(example_note), "This is an example message.\n");
}

TEST(Note, WhatIsSignedIsOpenedByItsKeyAlone) {
    const auto mine = signer();
    const std::string note = mine.sign("one\n\ntwo\n");
    EXPECT_EQ(mine.verifier().open(note), "one\n\ntwo\n");
    EXPECT_FALSE(signer("suncrew.example/log", 'x').verifier().open(note));
    EXPECT_FALSE(signer("suncrew.example/other").verifier().open(note));
    EXPECT_EQ(NoteVerifier::parse(mine.verifier().text())->open(note), "one\n\ntwo\n");
}

TEST(Note, OtherSignaturesArePassedOver) {
    const auto mine = signer();
    const std::string note = mine.sign("text\n");
    const std::string others = signer("witness.example", 'w').sign("text\n");
    EXPECT_EQ(mine.verifier().open(note + others.substr(others.find("\n\n") + 2)), "text\n");
}

TEST(Note, EveryChangedByteIsNoticed) {
    const auto mine = signer();
    const std::string note = mine.sign("suncrew.example/log\n17\nabc\n");
    for (std::size_t i = 0; i < note.size(); ++i) {
        std::string changed = note;
        changed[i] = static_cast<char>(changed[i] ^ 1);
        EXPECT_FALSE(mine.verifier().open(changed)) << "byte " << i;
        EXPECT_FALSE(mine.verifier().open(note.substr(0, i))) << "cut at " << i;
    }
}

TEST(Note, WhatIsNoNoteIsRefused) {
    const auto mine = signer();
    const std::string note = mine.sign("text\n");
    for (const std::string& bad :
         {std::string{}, std::string{"\n"}, std::string{"text\n"}, std::string{"text\n\n"}, note + "x\n",
          note + "\n", note.substr(1), "\x01" + note, note + "\xE2\x80\x94 a b\n",
          std::string(20'000, 'a') + note})
        EXPECT_FALSE(mine.verifier().open(bad)) << bad.substr(0, 40);
    EXPECT_THROW(mine.sign(""), std::invalid_argument);
    EXPECT_THROW(mine.sign("no line feed"), std::invalid_argument);
    EXPECT_THROW(mine.sign("a\rb\n"), std::invalid_argument);
    for (const char* name : {"", "a b", "a+b", "\xC3\xA9"})
        EXPECT_THROW(signer(name), std::invalid_argument) << name;
}

TEST(Note, AKeyThatIsNotWhatItsDigitsSayIsRefused) {
    EXPECT_FALSE(
        NoteVerifier::parse("example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"));
    EXPECT_FALSE(
        NoteVerifier::parse("example.com/fop+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"));
    EXPECT_FALSE(
        NoteVerifier::parse("example.com/foo+530d903a+AukyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"));
    for (const char* bad : {"", "+", "++", "a+b", "a+00000000+", "example.com/foo+530d903a"})
        EXPECT_FALSE(NoteVerifier::parse(bad)) << bad;
}

TEST(Checkpoint, ThePublishedFormIsReadAndWritten) {
    // The example of C2SP's tlog-checkpoint.
    const std::string text =
        "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
    const auto checkpoint = parse_checkpoint(text);
    ASSERT_TRUE(checkpoint);
    EXPECT_EQ(checkpoint->origin, "example.com/behind-the-sofa");
    EXPECT_EQ(checkpoint->size, 20852163U);
    EXPECT_EQ(checkpoint_text(*checkpoint), text);
    EXPECT_EQ(parse_checkpoint(text + "an extension\n"), checkpoint);
}

TEST(Checkpoint, WhatIsNoneIsRefused) {
    const std::string root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
    for (const std::string& bad :
         {std::string{}, "a\n" + root, "a\n01\n" + root, "a\n-1\n" + root, "a\n\n" + root, "a\n1 \n" + root,
          "\n1\n" + root, "a\n99999999999999999999\n" + root, "a\n1\nCsUY\n" + std::string{},
          "a\n1\n" + root + "\n", "a\n1\n" + root + "no end"})
        EXPECT_FALSE(parse_checkpoint(bad)) << bad;
}

TEST(Checkpoint, OfAnotherLogIsRefusedThoughTheKeySignedIt) {
    const auto mine = signer();
    const Checkpoint other{"suncrew.example/other", 1, empty_root()};
    EXPECT_FALSE(open_checkpoint(mine.verifier(), mine.sign(checkpoint_text(other))));
    const Checkpoint own{"suncrew.example/log", 1, empty_root()};
    EXPECT_EQ(open_checkpoint(mine.verifier(), mine.sign(checkpoint_text(own))), own);
}

}  // namespace
}  // namespace suncrew::audit
