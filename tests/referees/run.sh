#!/bin/sh
# Lets independent judges look at every emitted document below a folder: the official JSON Schemas of OpenAPI (PyPI
# openapi-spec-validator) and AsyncAPI (npm @asyncapi/specs), redocly lint and @asyncapi/parser.
#
#   tests/referees/run.sh DIR
#
# Exit 0: nothing to complain about, or the judges' languages are missing, which is said in one line each. Exit 1: faults.
# Exit 2: no document found, or a judge could not be installed. A validator on the PATH is used as it is; else
# PYTHON names the python3 to make a venv with.
set -eu

dir=${1:?usage: run.sh DIR}
here=$(cd "$(dirname "$0")" && pwd)
faults=0

openapi=$(find "$dir" -name '*_openapi.json' -type f | sort)
asyncapi=$(find "$dir" -name '*_asyncapi.json' -type f | sort)
if [ -z "$openapi$asyncapi" ]; then
	echo "referees: no document below $dir" >&2
	exit 2
fi

# each COMMAND…: runs it for every path on its standard input, whatever the path holds.
each() {
	status=0
	while IFS= read -r file; do
		[ -z "$file" ] || "$@" "$file" </dev/null || status=1
	done
	return $status
}

# quietly COMMAND…: what it prints counts only if it fails.
quietly() {
	"$@" >"$log" 2>&1 && return 0
	cat "$log"
	return 1
}

redocly() {
	REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true \
		quietly "$here/node_modules/.bin/redocly" lint --config "$here/redocly.yaml" --format=stylish "$1"
}

log=$(mktemp)
trap 'rm -f "$log"' EXIT

if command -v npm >/dev/null 2>&1; then
	if [ ! -x "$here/node_modules/.bin/redocly" ]; then
		(cd "$here" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2) || exit 2
	fi
	printf '%s\n' "$asyncapi" | each node "$here/asyncapi.js" || faults=1
	printf '%s\n' "$openapi" | each redocly || faults=1
else
	echo "referees: skipped redocly and @asyncapi/parser: npm is not installed"
fi

python=${PYTHON:-python3}
validator=$(command -v openapi-spec-validator || true)
if [ -z "$validator" ] && command -v "$python" >/dev/null 2>&1; then
	validator=$here/.venv/bin/openapi-spec-validator
	if [ ! -x "$validator" ]; then
		{ "$python" -m venv "$here/.venv" && "$here/.venv/bin/pip" install -q -r "$here/requirements.txt"; } >&2 || exit 2
	fi
fi
if [ -n "$validator" ]; then
	printf '%s\n' "$openapi" | each quietly "$validator" --validation-errors all || faults=1
else
	echo "referees: skipped openapi-spec-validator: python3 is not installed"
fi

[ $faults -eq 0 ] && echo "referees: no complaints" || echo "referees: complaints above" >&2
exit $faults
