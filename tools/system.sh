#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Which system packages (Debian, Ubuntu) this machine still needs; installs them as root or when asked to.
#
#   tools/system.sh check      exit 1 and name what is missing, unless root: then install it
#   tools/system.sh install    install what is missing, with sudo where needed
#
# What is looked for is the library or header itself, not the package: other distributions name theirs differently.
set -u
python=${PYTHON:-python3}
needed=() wanted=()

library() { { ldconfig -p || /sbin/ldconfig -p; } 2>/dev/null | grep -q "$1"; }
command -v "$python" >/dev/null || needed+=(python3 python3-venv)
"$python" -c 'import ensurepip, venv' 2>/dev/null || needed+=("$(basename "$("$python" -c 'import sys; print("python%d.%d" % sys.version_info[:2])' 2>/dev/null || echo python3)")-venv")
library 'libEGL\.so\.1' || needed+=(libegl1)     # MuJoCo draws without a display through EGL
library 'libGL\.so\.1' || needed+=(libgl1)
command -v c++ >/dev/null || command -v g++ >/dev/null || needed+=(g++)  # for the ROS interfaces in msgs/
header=$("$python" -c 'import sysconfig; print(sysconfig.get_path("include"))' 2>/dev/null)/Python.h
[ -f "$header" ] || needed+=("lib$("$python" -c 'import sys; print("python%d.%d" % sys.version_info[:2])' 2>/dev/null || echo python3)-dev")
command -v espeak-ng >/dev/null || wanted+=(espeak-ng)  # the robot's voice; without it replies are text only
find /usr/share/fonts /usr/local/share/fonts 2>/dev/null | grep -qiE 'wqy|cjk|droid.*fallback' || wanted+=(fonts-wqy-microhei)  # Chinese captions

missing=("${needed[@]}" "${wanted[@]}")
[ ${#missing[@]} -eq 0 ] && exit 0
as_root=""
if [ "$(id -u)" -ne 0 ]; then
  if [ "${1:-check}" = check ]; then
    [ ${#wanted[@]} -eq 0 ] || echo "make: better with (voice, Chinese captions): ${wanted[*]}" >&2
    [ ${#needed[@]} -eq 0 ] && exit 0
    echo "make: system packages missing: ${needed[*]}" >&2
    echo "make: run 'make system', or: sudo apt-get install --no-install-recommends ${missing[*]}" >&2
    exit 1
  fi
  as_root=sudo
fi
if ! command -v apt-get >/dev/null; then
  echo "make: no apt-get here; install what corresponds to: ${missing[*]}" >&2
  [ ${#needed[@]} -eq 0 ]; exit
fi
echo "installing system packages: ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
fetch() { $as_root apt-get install -y -qq --no-install-recommends "$@" >/dev/null; }
$as_root apt-get update -qq || true  # an unreachable list must not hide that the packages are there
[ ${#wanted[@]} -eq 0 ] || fetch "${wanted[@]}" || echo "make: going on without ${wanted[*]}" >&2
[ ${#needed[@]} -eq 0 ] || fetch "${needed[@]}"
