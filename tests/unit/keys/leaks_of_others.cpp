/// SoftHSM2 2.6.1 leaves some objects of its own behind, which is not ours to mend: the leak checker of an
/// ASan build asks for what it is to pass over.
extern "C" const char* __lsan_default_suppressions() {
    return "leak:libsofthsm2.so\n";
}
