#!/bin/sh
# Sees to it that programs are here: installs their Debian packages where it can, else says in one sentence what to install.
# Arguments: what for, then "program" or "program=package" each.
set -eu

reason=$1
shift

missing=
for wish in "$@"; do
  program=${wish%%=*}
  [ -x "/usr/sbin/$program" ] || command -v "$program" >/dev/null || missing="$missing ${wish#*=}"
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "Installing$missing (once) …"
  # Nothing of it is to start by itself: whoever wants it starts one of their own.
  policy=/usr/sbin/policy-rc.d
  if [ -e $policy ]; then policy=; else printf '#!/bin/sh\nexit 101\n' > $policy && chmod +x $policy; fi
  trap '[ -z "$policy" ] || rm -f "$policy"' EXIT
  apt-get update -qq
  # shellcheck disable=SC2086  # one word a package
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $missing >/dev/null
  exit 0
fi

echo "$reason:$missing. Install your system's packages of these names." >&2
exit 1
