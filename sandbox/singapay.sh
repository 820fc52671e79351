#!/bin/sh
# Asks the sandbox in SingaPay's words, with nothing but openssl, curl and sed: read it to see what is signed, and how.
#
#   sandbox/singapay.sh status   1134567891011
#   sandbox/singapay.sh transfer my-reference 002 1234567890000 50000
#   sandbox/singapay.sh follow   my-reference          asks every half second until it has ended
#   sandbox/singapay.sh name     014 0123456789
#   sandbox/singapay.sh fee      50000 BRINIDJA
#
# PERIKSA_URL is where the gateway is (http://127.0.0.1:8080).
set -eu
url=${PERIKSA_URL:-http://127.0.0.1:8080}
partner=b3ed7d4b-a96c-6c08-b3c7-12c3124242d9
client=singapay-tokomaju secret=singapay-sandbox-secret-tokomaju
account=01JZ0T0K0MAJ0000000000000A

hmac() { openssl dgst -sha512 -hmac "$secret" -r | cut -d' ' -f1; }

# The token: HMAC-SHA512 over "client id_client secret_day", the day in Jakarta.
signature=$(printf '%s_%s_%s' "$client" "$secret" "$(TZ=UTC-7 date +%Y%m%d)" | hmac)
token=$(curl -sS "$url/api/v1.1/access-token/b2b" -H 'Content-Type: application/json' \
  -H "X-PARTNER-ID: $partner" -H "X-CLIENT-ID: $client" -H "X-Signature: $signature" \
  -d '{"grant_type":"client_credentials"}' | sed -n 's/.*"access_token":"\([^"]*\)".*/\1/p')
[ -n "$token" ] || { echo "$0: no token: does the sandbox answer at $url?" >&2; exit 1; }

post() { # path, body, more headers
  path=$1 body=$2
  shift 2
  curl -sS "$url$path" -H 'Content-Type: application/json' -H "Authorization: Bearer $token" \
    -H "X-PARTNER-ID: $partner" "$@" -d "$body"
  echo
}

status() { post "/api/v2.0/disbursement/$account/inquiry-status" '{"reference_number":"'"$1"'"}'; }

case ${1:-} in
status) status "${2:?a reference number}" ;;
follow)
  while answer=$(status "${2:?a reference number}") && echo "$answer" && case $answer in
    *'"code":"01"'* | *'"code":"02"'* | *'"code":"03"'*) true ;;
    *) false ;;
  esac; do sleep 0.5; done
  ;;
transfer)
  # The body is signed with its keys in order and no white space, so it is sent like that.
  body='{"account_id":"'$account'","amount":'${5:?an amount, e.g. 50000}',"bank_account_number":"'${4:?an account number}'","bank_code":"'${3:?a bank code, e.g. 002}'","notes":"'${6:-sometimes}'","reference_number":"'${2:?a reference number of your own}'"}'
  time=$(date +%s)
  digest=$(printf %s "$body" | openssl dgst -sha256 -r | cut -d' ' -f1)
  signature=$(printf 'POST:/api/v2.0/disbursement/transfer:%s:%s:%s' "$token" "$digest" "$time" | hmac)
  post /api/v2.0/disbursement/transfer "$body" -H "X-Timestamp: $time" -H "X-Signature: $signature"
  ;;
name)
  post /api/v2.0/disbursement/check-beneficiary \
    '{"bank_code":"'"${2:?a bank code, e.g. 014}"'","bank_account_number":"'"${3:?an account number}"'"}'
  ;;
fee)
  post "/api/v1.0/disbursement/$account/check-fee" \
    '{"amount":'"${2:?an amount, e.g. 50000}"',"bank_swift_code":"'"${3:?a BIC, e.g. BRINIDJA}"'"}'
  ;;
*) sed -n '2,9s/^# \{0,1\}//p' "$0" >&2; exit 1 ;;
esac
