#!/usr/bin/env bash
# Best effort: puts below build/daemons, without installing anything, the real programs that tests of hosts run against: rsyslog and
# syslog-ng out of Debian's packages, ClickHouse's engine as npm's chdb (543 MB unpacked), and Chromium for the page, with what it
# needs and the system lacks. Where there is no apt, no npm or no network, those tests skip.
set -uo pipefail
cd "$(dirname "$0")/.."
target="$PWD/build/daemons"

# Unpacks packages of Debian's: unpack_packages NAME…
unpack_packages() {
  command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null || return
  local packages
  packages=$(mktemp -d)
  mkdir -p "$target"
  (
    cd "$packages" || exit
    fetch() { timeout 300 apt-get -qq download "$@" >/dev/null 2>&1; }
    fetch "$@" || { timeout 60 apt-get -qq update >/dev/null 2>&1; fetch "$@"; } || true
    for package in *.deb; do
      [ -e "$package" ] && dpkg-deb -x "$package" "$target"
    done
  )
  rm -rf "$packages"
}

fetch_daemons() {
  [ -x "$target/usr/sbin/rsyslogd" ] && [ -x "$target/usr/sbin/syslog-ng" ] && return
  unpack_packages rsyslog libestr0 libfastjson4 liblognorm5 syslog-ng-core libivykis0 libnet1
}

fetch_chromium() {
  command -v chromium >/dev/null && return
  [ -x "$target/usr/lib/chromium/chromium" ] && return
  command -v apt-get >/dev/null || return
  # What an installation would bring: the names of a rehearsal.
  needed() { apt-get -s install --no-install-recommends chromium 2>/dev/null | sed -n 's/^Inst \([^ ]*\) .*/\1/p'; }
  [ -n "$(needed)" ] || timeout 60 apt-get -qq update >/dev/null 2>&1
  # shellcheck disable=SC2046
  unpack_packages $(needed)
}

fetch_clickhouse() {
  local version=3.4.0
  [ -d "$target/chdb-$version/node_modules/chdb" ] && return
  command -v npm >/dev/null || return
  mkdir -p "$target/chdb-$version"
  timeout 180 npm install --prefix "$target/chdb-$version" --no-save --no-audit --no-fund "chdb@$version" >/dev/null 2>&1 || rm -rf "$target/chdb-$version"
}

fetch_daemons
fetch_chromium
fetch_clickhouse
exit 0
