-- A GET of one order, signed in; the cookie and the path come from the environment.
wrk.headers["Cookie"] = os.getenv("BENCH_COOKIE")
wrk.path = os.getenv("BENCH_PATH")
