#!/bin/sh
# Builds everything, runs every test, and closes with one line that counts them: "N passed, N failed".
set -u
cd "$(dirname "$0")/.."

log=$(mktemp)
trap 'rm -f "$log"' EXIT

dotnet build Periksa.slnx -c Release -v quiet -nologo -clp:ErrorsOnly || { echo "0 passed, 1 failed"; exit 1; }

# One assembly after the other: the tests that measure seconds or kill processes want the machine to themselves.
dotnet test --solution Periksa.slnx -c Release --no-build --max-parallel-test-modules 1 "$@" 2>&1 | tee "$log"

passed=$(sed -n 's/^ *succeeded: *//p' "$log" | tail -n 1)
failed=$(sed -n 's/^ *failed: *//p' "$log" | tail -n 1)
echo "${passed:-0} passed, ${failed:-1} failed"

[ "${failed:-1}" = 0 ] && [ "${passed:-0}" -gt 0 ]
