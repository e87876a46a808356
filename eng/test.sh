# test: runs the test projects and adds up their result files.

test_results=artifacts/test-results
test_filter=''

test_arguments() {
  case $# in
    0) return ;;
    2) [ "$1" = --category ] && test_filter="TestCategory=$2" && return ;;
  esac
  die "test takes --category C, not '$*'."
}

run_tests() {
  # One thread each: fixtures share the cores, and results must not depend on how many there are.
  export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1
  # On a busy machine a test host may take longer to start than the 90 seconds it is given.
  export VSTEST_CONNECTION_TIMEOUT=300
  rm -rf "$test_results"
  local project
  for project in tests/*.Tests/*.csproj; do
    run_test_project "$project"
  done
  test_totals
}

# A host that dies or hangs leaves no failed test behind: it is counted as one, and --blame names the test that ran.
run_test_project() {
  local name
  name=$(basename "$1" .csproj)
  say "$name"
  dotnet test "$1" -c "$configuration" --no-build --nologo ${test_filter:+--filter "$test_filter"} --results-directory "$test_results" \
    --logger "trx;LogFileName=$name.trx" --logger 'console;verbosity=minimal' --blame --blame-hang-timeout 5m --blame-hang-dump-type none \
    2>&1 | { grep -vE "^$|^(Test run for|A total of|Results File|Attachments|Additionally|No test |Data collector 'Blame')|/Sequence_" || true; } \
    || [ "$(counter "$test_results/$name.trx" failed)" -gt 0 ] || echo "$name ended without a result." >>"$test_results/crashed"
}

counter() { sed -n "s/.*<Counters.*[^a-zA-Z]$2=\"\([0-9]*\)\".*/\1/p" "$1" 2>/dev/null | grep . || echo 0; }

# Names and messages of the failed tests, at the end, where a long log is read first.
failures() {
  awk '
    /<UnitTestResult / { name = ""; if (match($0, /testName="[^"]*"/)) name = substr($0, RSTART + 10, RLENGTH - 11) }
    /<UnitTestResult .*outcome="Failed"/ { print "FAILED " name; within = 1 }
    within && /<Message>/ { message = 1 }
    message { line = $0; gsub(/<[^>]*>/, "", line); print "  " line }
    /<\/Message>/ { message = 0; within = 0 }
  ' "$@"
}

# The last line of `test` and `ci`. A test host that died counts as one failure.
test_totals() {
  local total=0 executed=0 passed=0 failed=0 file
  for file in "$test_results"/*.trx; do
    total=$((total + $(counter "$file" total)))
    executed=$((executed + $(counter "$file" executed)))
    passed=$((passed + $(counter "$file" passed)))
    failed=$((failed + $(counter "$file" failed)))
  done
  if [ -f "$test_results/crashed" ]; then
    cat "$test_results/crashed"
    failed=$((failed + $(wc -l <"$test_results/crashed")))
  fi
  [ "$failed" -eq 0 ] || failures "$test_results"/*.trx
  [ "$total" -gt 0 ] || echo "No test was run."
  echo "$passed passed, $failed failed, $((total - executed)) skipped"
  [ "$failed" -eq 0 ] && [ "$total" -gt 0 ]
}
