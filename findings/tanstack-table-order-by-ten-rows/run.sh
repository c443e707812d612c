#!/bin/sh
# Installs the pinned package into a temporary folder and shows the finding there. Fails when it is not as it says.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp "$here/show.mjs" "$folder/"
cd "$folder"
npm init -y >/dev/null
npm install --no-audit --no-fund --silent @tanstack/table-core@9.3.1
node show.mjs
