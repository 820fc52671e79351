#!/bin/sh
# Asks the sandbox a signed SNAP question, with nothing but openssl and curl: read it to see what is signed, and how.
#
#   sandbox/snap.sh paydia    014 0123456789
#   sandbox/snap.sh ifortepay 014 8753293240
#   sandbox/snap.sh ifortepay 014 8673010000015000 Y      a virtual account
#
# PERIKSA_URL is where the gateway is (http://127.0.0.1:8080); X_EXTERNAL_ID and PARTNER_REFERENCE_NO are made up if not set.
set -eu
here=$(dirname "$0")
url=${PERIKSA_URL:-http://127.0.0.1:8080}
bank=${2:?a bank code, e.g. 014} account=${3:?an account number, e.g. 0123456789}
external=${X_EXTERNAL_ID:-$(date +%s%N)}
reference=${PARTNER_REFERENCE_NO:-ref-$external}

case ${1:?paydia or ifortepay} in
paydia)
  client=8f548c9c439139b2285269e56db6b8ed secret=paydia-sandbox-secret-tokomaju channel=128
  tokens=/snap/v1.0/access-token/b2b path=/snap/v1.0/emoney/bank-account-inquiry
  body='{"partnerReferenceNo":"'$reference'","amount":{"value":"10000.00","currency":"IDR"},"beneficiaryAccountNumber":"'$account'","additionalInfo":{"beneficiaryBankCode":"'$bank'"}}'
  ;;
ifortepay)
  client=MCPD00000012 secret=ifortepay-sandbox-secret-tokomaju channel=api
  tokens=/api/v1.0/access-token/b2b path=/api/v1.0/account-inquiry-external
  body='{"partnerReferenceNo":"'$reference'","beneficiaryBankCode":"'$bank'","beneficiaryAccountNo":"'$account'","additionalInfo":{"isVirtualAccount":"'${4:-N}'"}}'
  ;;
*) echo "$0: '$1' is neither paydia nor ifortepay" >&2; exit 1 ;;
esac

now() { TZ=UTC-7 date +%Y-%m-%dT%H:%M:%S+07:00; }

# The token: SHA256withRSA over "client id|timestamp".
time=$(now)
signature=$(printf '%s|%s' "$client" "$time" | openssl dgst -sha256 -sign "$here/toko-maju.private.pem" | openssl base64 -A)
token=$(curl -sS "$url$tokens" -H 'Content-Type: application/json' \
  -H "X-TIMESTAMP: $time" -H "X-CLIENT-KEY: $client" -H "X-SIGNATURE: $signature" \
  -d '{"grantType":"client_credentials"}' | sed -n 's/.*"accessToken":"\([^"]*\)".*/\1/p')
[ -n "$token" ] || { echo "$0: no token: does the sandbox answer at $url?" >&2; exit 1; }

# The question: HMAC-SHA512 over "method:path:token:digest of the minified body:timestamp".
time=$(now)
digest=$(printf %s "$body" | openssl dgst -sha256 -r | cut -d' ' -f1)
signature=$(printf 'POST:%s:%s:%s:%s' "$path" "$token" "$digest" "$time" |
  openssl dgst -sha512 -hmac "$secret" -binary | openssl base64 -A)
curl -sS "$url$path" -H 'Content-Type: application/json' -H "Authorization: Bearer $token" \
  -H "X-TIMESTAMP: $time" -H "X-SIGNATURE: $signature" -H "X-PARTNER-ID: $client" \
  -H "X-EXTERNAL-ID: $external" -H "CHANNEL-ID: $channel" -d "$body"
echo
