#!/bin/bash
# run-x.sh - run a program on a display, bus and home of its own, so that any number can run side by side.
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Usage: tests/run-x.sh PROGRAM [ARGUMENT...]
# Ends with the exit code of PROGRAM, or 99 when no X server could be started. From the environment:
#   SCREEN         size and depth of the display (1280x800x24)
#   GSK_RENDERER   renderer (cairo)
#   GTK_A11Y       accessibility back end (test: the one that tests inside the program look at)
#   XVFB_LOG       file for the X server's own words
set -u

here=$(dirname "$(realpath -- "$0")")
private=$(mktemp -d "${TMPDIR:-/tmp}/run-x.XXXXXX")
server='' program=''

clean_up ()
{
    trap - EXIT INT TERM HUP
    [ -z "$program" ] || kill "$program" 2>/dev/null
    [ -z "$server" ] || kill "$server" 2>/dev/null
    wait 2>/dev/null
    rm -rf "$private"
}
trap 'status=$?; clean_up; exit $status' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

mkdir -m 700 "$private"/{runtime,home,data,cache,state}
# A copy: programs write into their configuration, and must not write into the source.
cp -R "$here/xdg-config" "$private/config"
chmod -R u+w "$private/config"

# The server chooses a free display number and tells it through this pipe.
mkfifo "$private/display"
exec {display}<>"$private/display"
Xvfb -displayfd "$display" -screen 0 "${SCREEN:-1280x800x24}" -nolisten tcp -noreset +extension GLX \
    >"${XVFB_LOG:-/dev/null}" 2>&1 &
server=$!
if ! read -r -t 60 -u "$display" number; then
    echo "run-x.sh: the X server did not start" >&2
    exit 99
fi

unset WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS
export DISPLAY=:$number GDK_BACKEND=x11 NO_AT_BRIDGE=0
export XDG_RUNTIME_DIR=$private/runtime HOME=$private/home XDG_CONFIG_HOME=$private/config
export XDG_DATA_HOME=$private/data XDG_CACHE_HOME=$private/cache XDG_STATE_HOME=$private/state
export GSETTINGS_BACKEND=memory LC_ALL="${LC_ALL:-C.UTF-8}"
export GTK_A11Y="${GTK_A11Y:-test}" GSK_RENDERER="${GSK_RENDERER:-cairo}"
if [ "$GSK_RENDERER" = cairo ]; then
    # Drawing with cairo alone still loads the GL drivers unless told not to; GTK 4.8 and 4.18 say it differently.
    export GDK_DEBUG=gl-disable GDK_DISABLE=gl,vulkan
fi

dbus-run-session -- "$@" &
program=$!
wait "$program"
status=$?
program=''
exit $status
