#!/usr/bin/env bash
# Best effort: puts below build/daemons, without installing anything, the real programs that tests of hosts run against: rsyslog and
# syslog-ng out of Debian's packages, and ClickHouse's engine as npm's chdb (543 MB unpacked). Where there is no apt, no npm or no
# network, those tests skip.
set -uo pipefail
cd "$(dirname "$0")/.."
target="$PWD/build/daemons"

fetch_daemons() {
  [ -x "$target/usr/sbin/rsyslogd" ] && [ -x "$target/usr/sbin/syslog-ng" ] && return
  command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null || return
  local packages
  packages=$(mktemp -d)
  mkdir -p "$target"
  (
    cd "$packages" || exit
    fetch() { timeout 60 apt-get -qq download "$@" >/dev/null 2>&1; }
    wanted="rsyslog libestr0 libfastjson4 liblognorm5 syslog-ng-core libivykis0 libnet1"
    # shellcheck disable=SC2086
    fetch $wanted || { timeout 60 apt-get -qq update >/dev/null 2>&1; fetch $wanted; } || true
    for package in *.deb; do
      [ -e "$package" ] && dpkg-deb -x "$package" "$target"
    done
  )
  rm -rf "$packages"
}

fetch_clickhouse() {
  local version=3.4.0
  [ -d "$target/chdb-$version/node_modules/chdb" ] && return
  command -v npm >/dev/null || return
  mkdir -p "$target/chdb-$version"
  timeout 180 npm install --prefix "$target/chdb-$version" --no-save --no-audit --no-fund "chdb@$version" >/dev/null 2>&1 || rm -rf "$target/chdb-$version"
}

fetch_daemons
fetch_clickhouse
exit 0
