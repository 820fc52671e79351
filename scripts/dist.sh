#!/bin/sh
# Publishes what an operator installs, under artifacts/dist: a folder that needs no .NET, a tar of it, and the digest of that.
# Its parts are built in a folder of their own: building for one system disturbs nobody who builds beside this.
# They are compiled beforehand (ReadyToRun): the first answer comes after 1.9 s instead of 2.2, a private database begun in them.
set -eu
cd "$(dirname "$0")/.."

system=${1:-linux-x64}
dist=artifacts/dist

version=$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' Directory.Build.props)
commit=$(git rev-parse HEAD 2>/dev/null || true)
short=$(printf %.12s "$commit")
# What is not committed is in no version.
if [ -n "$commit" ] && [ -n "$(git status --porcelain 2>/dev/null)" ]; then
  commit=$commit-changed short=$short-changed
fi

name=periksa-$version${short:+-$short}-$system
rm -rf "$dist/$name" "$dist/$name.tar.gz" "$dist/$name.tar.gz.sha256"
mkdir -p "$dist"

echo "Publishing $name (some minutes the first time) …"
dotnet publish src/Host -c Release -r "$system" --self-contained -o "$dist/$name" -v quiet -nologo -clp:ErrorsOnly \
  -p:ArtifactsPath="$PWD/artifacts/dist-build" -p:PublishReadyToRun=true -p:RunAnalyzers=false \
  -p:DebugType=none -p:PublishDocumentationFiles=false -p:PublishReferencesDocumentationFiles=false \
  -p:SourceRevisionId="$commit"

cp LICENSE CHANGELOG.md "$dist/$name/"
mkdir -p "$dist/$name/docs"
cp -r docs/operating docs/decisions docs/glossary.md "$dist/$name/docs/"
cp -r deploy "$dist/$name/"

(cd "$dist/$name" && find . -type f ! -name SHA256SUMS | LC_ALL=C sort | xargs -d '\n' sha256sum > SHA256SUMS)

# The same bytes for the same files, whoever packs them and when.
(cd "$dist" &&
  tar --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$(git log -1 --format=%ct 2>/dev/null || echo 0)" \
    -cf - "$name" | gzip -n > "$name.tar.gz" &&
  sha256sum "$name.tar.gz" > "$name.tar.gz.sha256")

echo "$dist/$name.tar.gz"
cat "$dist/$name.tar.gz.sha256"
