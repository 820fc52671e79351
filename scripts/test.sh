#!/bin/sh
# Builds everything, runs every test but those that soak, and closes with one line that counts them: "N passed, N failed".
# "scripts/test.sh soak" runs those alone, one after the other: they take minutes each.
# A few tests that fail beside all the others are run again by themselves, and named: a deadline that only a busy machine
# misses is no fault, and one that is missed on a quiet machine is.
set -u
cd "$(dirname "$0")/.."

soaking="Category=Soak"
none_ran=8   # what a run ends with that found no test to run
few=40        # as many failures may be a busy machine's; more are not looked at again
began=$(date +%s)
work=$(mktemp -d)
again=$(mktemp)
tab=$(printf '\t')
lanes= names=
watch=

stop() {
  trap - EXIT INT TERM HUP
  for pid in $lanes $watch; do kill "$pid" 2>/dev/null; done
  for pid in $lanes; do wait "$pid" 2>/dev/null; done
  rm -rf "$work" "$again"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# Tests that want one of these and do not find it fail, and say so.
scripts/packages.sh "Some tests need what is not here" pgbouncer faketime nginx haproxy promtool=prometheus \
  systemd-analyze=systemd openssl jq curl chromium || true

# One compiler for all projects, and it ends with the last of them: a new one for each takes twice as long.
dotnet build Periksa.slnx -c Release -v quiet -nologo -clp:ErrorsOnly -p:UseSharedCompilation=true ||
  { echo "0 passed, 1 failed"; exit 1; }

# Stories start hosts by the hundred: compiled ahead, as they are published, a start takes a quarter less of the processor.
ahead=$PWD/artifacts/ahead
rm -rf "$ahead"
if dotnet publish src/Host -c Release --use-current-runtime --no-self-contained -o "$ahead" -v quiet -nologo \
  -clp:ErrorsOnly -p:PublishReadyToRun=true -p:RunAnalyzers=false -p:UseSharedCompilation=true \
  -p:PublishDocumentationFiles=false -p:PublishReferencesDocumentationFiles=false; then
  export PERIKSA_AHEAD="$ahead/periksa.dll"
fi
dotnet build-server shutdown --vbcscompiler >/dev/null

# The assemblies of the test projects whose folder matches the pattern, or does not match it, as one argument.
modules() {
  find . -path ./artifacts -prune -o \( -name '*.Tests.csproj' -o -name '*.Tests.Tidy.csproj' \) -print | sort |
    grep "$@" | while read -r project; do
      name=$(basename "$project" .csproj)
      printf '%s' "artifacts/bin/$name/release/$name.dll;"
    done
}

# lane NAME MODULES OPTION …: runs them one assembly after the other, beside the other lanes, and after the one whose
# process is $behind where there is one.
behind=
lane() {
  name=$1 assemblies=$2
  shift 2
  {
    while [ -n "$behind" ] && kill -0 "$behind" 2>/dev/null; do sleep 1; done
    exec dotnet test --test-modules "${assemblies%;}" --max-parallel-test-modules 1 --no-ansi --no-progress "$@"
  } >"$work/$name" 2>&1 &
  lanes="$lanes $!"
  names="${names:+$names }$name"
}

# failures LOG: a line for each failed test: its assembly, its method and the beginning of what it said, with tabs between.
failures() {
  awk '
    /^failed / { test = $2; sub(/\(.*/, "", test); message = "" ; next }
    test != "" && message == "" { message = $0; sub(/^ */, "", message) }
    test != "" && /^  from \// { print $2 "\t" test "\t" message; test = "" }
  ' "$1"
}

stories=/tests/EndToEnd/
courier=/tests/Callbacks/
browser=/tests/Browser/

# The stories in three parts of about the same length, by the beginning of their names.
first="*.Snap* *.Caller* *.Operator*"
second="*.Ipg* *.Invoice* *.SingaPay* *.Sandbox* *.Payout*"
if [ "${1:-}" = soak ]; then
  lane soak "$(modules .)" --filter-trait "$soaking" --ignore-exit-code $none_ran
else
  # Three at a time: hosts that start take all of two cores, and what waits for them misses its deadlines beside more.
  set -f   # the names below are the test runner's to match
  lane snap-stories "$(modules $stories)" --filter-not-trait "$soaking" --filter-class $first
  behind=$!
  lane money-stories "$(modules $stories)" --filter-not-trait "$soaking" --filter-class $second
  behind=
  lane stories "$(modules $stories)" --filter-not-trait "$soaking" --filter-not-class $first $second
  lane courier "$(modules $courier)" --filter-not-trait "$soaking"
  behind=$!
  lane others "$(modules -v -e $stories -e $courier -e $browser)" --filter-not-trait "$soaking"
  behind=$!
  lane browser "$(modules $browser)" --filter-not-trait "$soaking"
  behind=
  set +f
fi

# What is done shows at once, and the whole of a lane at the end where something in it failed.
tail -q -n +1 -F --pid=$$ "$work"/* 2>/dev/null | grep --line-buffered -E '^failed |^/.*\.dll .* (passed|failed)' &
watch=$!

passed=0 failed=0 died=0
for pid in $lanes; do
  wait "$pid"
  status=$?
  log=$work/${names%% *}
  names=${names#* }

  succeeded=$(sed -n 's/^ *succeeded: *//p' "$log" | tail -n 1)
  amiss=$(sed -n 's/^ *failed: *//p' "$log" | tail -n 1)
  # An assembly that died counts none of its tests.
  [ "$status" = 0 ] || [ "${amiss:-0}" -gt 0 ] || { amiss=1 died=1; }
  [ "$status" = 0 ] || { cat "$log"; failures "$log" >>"$again"; }
  passed=$((passed + ${succeeded:-0})) failed=$((failed + ${amiss:-0}))
done

if [ "$failed" -gt 0 ] && [ "$failed" -le "$few" ] && [ "$died" = 0 ]; then
  echo "Once more, by itself:"
  while IFS="$tab" read -r assembly test message; do
    if dotnet test --test-modules "${assembly#"$PWD/"}" --filter-method "$test" --no-ansi --no-progress >"$work/again" 2>&1 </dev/null; then
      echo "passed $test"
      passed=$((passed + 1)) failed=$((failed - 1))
    else
      cat "$work/again"
    fi
  done <"$again"
fi

# The last lines say what to look at: whoever reads only the end of a log finds it there.
cut -f 2,3 "$again" | cut -c 1-400
echo "It took $((($(date +%s) - began) / 60)) min $((($(date +%s) - began) % 60)) s."
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
