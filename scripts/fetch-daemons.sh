#!/usr/bin/env bash
# Best effort: puts rsyslog and syslog-ng of Debian's packages below build/daemons, without installing them, so that the
# tests of process hosts run against the real daemons. Where there is no apt, or no network, those tests skip.
set -uo pipefail
cd "$(dirname "$0")/.."
target="$PWD/build/daemons"
[ -x "$target/usr/sbin/rsyslogd" ] && [ -x "$target/usr/sbin/syslog-ng" ] && exit 0
command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null || exit 0
packages=$(mktemp -d)
trap 'rm -rf "$packages"' EXIT
mkdir -p "$target"
cd "$packages"
fetch() { timeout 60 apt-get -qq download "$@" >/dev/null 2>&1; }
wanted="rsyslog libestr0 libfastjson4 liblognorm5 syslog-ng-core libivykis0 libnet1"
# shellcheck disable=SC2086
fetch $wanted || { timeout 60 apt-get -qq update >/dev/null 2>&1; fetch $wanted; } || true
for package in *.deb; do
  [ -e "$package" ] && dpkg-deb -x "$package" "$target"
done
exit 0
