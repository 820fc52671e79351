#!/bin/sh
# Asks the sandbox a signed SNAP question, with nothing but openssl and curl: read it to see what is signed, and how.
#
#   sandbox/snap.sh 16 014 0123456789         the standard itself, by the service's number; the bank also by its BIC
#   sandbox/snap.sh 15 0123456789             at our own bank
#   sandbox/snap.sh 42 014 0123456789         before an e-money transfer, and an amount if you like: 250000.00
#   sandbox/snap.sh 18 014 0123456789         money, and an amount if you like: 250000.00; SOURCE_ACCOUNT_NO pays
#   sandbox/snap.sh 36 REFERENCE              what became of it, by its partnerReferenceNo
#   sandbox/snap.sh 11                        what stands on the paying account, or on another: 8800000002
#   sandbox/snap.sh 24 0090011234567890       what a virtual account owes, as the bank asks
#   sandbox/snap.sh 25 0090011234567890 100000.00      that it was paid; names of bills may follow
#   sandbox/snap.sh 26 0090011234567890       whether it was, as the biller asks; PAYMENT_REQUEST_ID says which payment
#   sandbox/snap.sh 73                        a token alone
#   sandbox/snap.sh row 8.8                   a row of the functional test, V3.x; dialects/Snap/README.md lists them
#   sandbox/snap.sh paydia    014 0123456789
#   sandbox/snap.sh ifortepay 014 8753293240
#   sandbox/snap.sh ifortepay 014 8673010000015000 Y      a virtual account
#
# What is asked by a number, or by a row, has its responseCode as the last line.
# PERIKSA_URL is where the gateway is (http://127.0.0.1:8080); X_EXTERNAL_ID, PARTNER_REFERENCE_NO and, in 25, PAYMENT_REQUEST_ID
# are made up if not set.
set -eu
here=$(dirname "$0")
url=${PERIKSA_URL:-http://127.0.0.1:8080}
external=${X_EXTERNAL_ID:-$(date +%s%N)}
token=       # asked for where none is given
change=      # of the body, as sed writes it, before it is signed
spoil=       # of the signature
reference=${PARTNER_REFERENCE_NO:-ref-$external}
key=$here/toko-maju.private.pem

fail() { echo "$0: $1" >&2; exit 1; }
now() { TZ=UTC-7 date +%Y-%m-%dT%H:%M:%S+07:00; }
field() { sed -n 's/.*"'"$1"'":"\([^"]*\)".*/\1/p'; }

# The token: SHA256withRSA over "client id|timestamp".
ask_token() {
  time=$(now)
  signature=$(printf '%s|%s' "$client" "$time" | openssl dgst -sha256 -sign "$key" | openssl base64 -A)
  curl -sS "$url$base/access-token/b2b" -H 'Content-Type: application/json' \
    -H "X-TIMESTAMP: $time" -H "X-CLIENT-KEY: $client" -H "X-SIGNATURE: $signature" \
    -d '{"grantType":"client_credentials"}'
}

# The question: HMAC-SHA512 over "method:path:token:digest of the minified body:timestamp".
ask() { # path below the base, body
  bearer=${token:-$(ask_token | field accessToken)}
  [ -n "$bearer" ] || fail "no token: does the sandbox answer at $url?"
  time=$(now)
  body=$(printf %s "$2" | sed "$change")
  digest=$(printf %s "$body" | openssl dgst -sha256 -r | cut -d' ' -f1)
  signature=$(printf 'POST:%s:%s:%s:%s' "$base$1" "$bearer" "$digest" "$time" |
    openssl dgst -sha512 -hmac "$secret" -binary | openssl base64 -A | sed "$spoil")
  curl -sS "$url$base$1" -H 'Content-Type: application/json' -H "Authorization: Bearer $bearer" \
    -H "X-TIMESTAMP: $time" -H "X-SIGNATURE: $signature" -H "X-PARTNER-ID: $client" \
    -H "X-EXTERNAL-ID: $external" -H "CHANNEL-ID: $channel" -d "$body"
}

# The prefix of a virtual account is padded with blanks to eight characters, which are a part of what is signed.
account() {
  number=${1:?a virtual account of sixteen digits, e.g. 0090011234567890}
  prefix=$(printf %.6s "$number")
  printf '"partnerServiceId":"  %s","customerNo":"%s","virtualAccountNo":"  %s"' "$prefix" "${number#"$prefix"}" "$number"
}

ask_standard() { # service, and what it is asked
  case $1 in
  24 | 25) client=SNAPBANKSAND secret=snap-sandbox-secret-bank key=$here/bank-sandbox.private.pem ;;
  *) client=SNAPTOKOMAJU secret=snap-sandbox-secret-tokomaju key=$here/toko-maju.private.pem ;;
  esac
  case $1 in
  73) ask_token ;;
  15)
    shift
    [ $# -lt 2 ] || shift   # the bank may be named all the same
    ask /account-inquiry-internal '{"partnerReferenceNo":"'"$reference"'","beneficiaryAccountNo":"'"${1:?an account number, e.g. 0123456789}"'"}'
    ;;
  16)
    ask /account-inquiry-external '{"beneficiaryBankCode":"'"${2:?a bank code, e.g. 014}"'","beneficiaryAccountNo":"'"${3:?an account number, e.g. 0123456789}"'","partnerReferenceNo":"'"$reference"'"}'
    ;;
  42)
    ask /emoney/bank-account-inquiry '{"partnerReferenceNo":"'"$reference"'","customerNumber":"6281234500017","amount":{"value":"'"${4:-10000.00}"'","currency":"IDR"},"beneficiaryAccountNumber":"'"${3:?an account number, e.g. 0123456789}"'","additionalInfo":{"beneficiaryBankCode":"'"${2:?a bank code, e.g. 014}"'"}}'
    ;;
  18)
    ask /transfer-interbank '{"partnerReferenceNo":"'"$reference"'","amount":{"value":"'"${4:-10000.00}"'","currency":"IDR"},"beneficiaryAccountName":"-","beneficiaryAccountNo":"'"${3:?an account number, e.g. 0123456789}"'","beneficiaryBankCode":"'"${2:?a bank code, e.g. 014}"'","sourceAccountNo":"'"${SOURCE_ACCOUNT_NO:-8800000001}"'","transactionDate":"'"$(now)"'"}'
    ;;
  36)
    ask /transfer/status '{"originalPartnerReferenceNo":"'"${2:?a partnerReferenceNo, as service 18 has printed it}"'","serviceCode":"18"}'
    ;;
  11)
    ask /balance-inquiry '{"partnerReferenceNo":"'"$reference"'","accountNo":"'"${2:-8800000001}"'"}'
    ;;
  24)
    ask /transfer-va/inquiry '{'"$(account "${2:-}")"',"inquiryRequestId":"'"$reference"'"}'
    ;;
  25)
    paid='{'"$(account "${2:-}")"',"paymentRequestId":"'"${PAYMENT_REQUEST_ID:-$reference}"'","paidAmount":{"value":"'"${3:?an amount, e.g. 100000.00}"'","currency":"IDR"},"trxDateTime":"'"$(now)"'","billDetails":['
    shift 3
    for bill; do paid=$paid'{"billNo":"'"$bill"'"},'; done
    ask /transfer-va/payment "${paid%,}]}"
    ;;
  26)
    ask /transfer-va/status '{'"$(account "${2:-}")"',"paymentRequestId":"'"${PAYMENT_REQUEST_ID:-}"'"}'
    ;;
  *) fail "service '$1' is not asked here" ;;
  esac
}

# A row's faults, and then a question; where it takes two, the last answer counts.
ask_row() { # row
  open=8673011234567890 paid=8673010000000002 expired=8673010000000003 owing=8673010000015000 nobody=8673019999999999
  case $1 in
  7.[1-5]) question='15 0123456789' ;;
  8.[1235]) question='16 014 0123456789' ;;
  8.4) question='18 014 0123456789' ;;
  11.[1-5]) question="24 $open" ;;
  16.[1-5]) question='42 014 0123456789' ;;
  esac

  case $1 in
  7.1 | 8.1 | 11.1 | 16.1) token=nobodys ;;
  7.2 | 8.2 | 11.2 | 16.2) spoil='s/^[A-Za-z]/0/;t;s/^./a/' ;;
  7.3) change='s/,"beneficiaryAccountNo":"[^"]*"//' ;;
  7.4) change='s/0123456789/o123456789/' ;;
  8.3) change='s/"beneficiaryAccountNo":"[^"]*",//' ;;
  8.4) change='s/"transactionDate":"[^"]*"/"transactionDate":"today"/' ;;
  11.3) change='s/"partnerServiceId":"[^"]*",//' ;;
  11.4) change='s/}$/,"trxDateInit":"today"}/' ;;
  16.3) change='s/"customerNumber":"[^"]*",//' ;;
  16.4) change='s/"10000.00"/"10.000,00"/' ;;
  7.5 | 8.5 | 11.5 | 16.5) ask_standard $question && echo && reference=$reference-2 ;;
  7.6) question='15 0123456789' ;;
  7.7) question='15 9900000008' ;;
  8.6) question='16 CENAIDJA 0123456789' ;;
  8.7) question='16 014 0123456789' ;;
  8.8) question='16 014 9900000008' ;;
  8.9) question='18 CENAIDJA 0123456789' ;;
  8.10) question='18 014 0123456789' ;;
  8.11) question='18 014 0123456789 999999999.00' ;;
  8.12) ask_standard 18 014 0123456789 && echo && external=${external}2 question='18 014 0123456789 20000.00' ;;
  8.13) ask_standard 18 014 0123456789 && echo && external=${external}2 question="36 $reference" ;;
  11.6) question="24 $open" ;;
  11.7) question="24 $paid" ;;
  11.8) question="24 $expired" ;;
  11.9) question="24 $nobody" ;;
  11.10) question="25 $open 100000.00" ;;
  11.11) question="25 $nobody 100000.00" ;;
  11.12) question="25 $owing 14999.00" ;;
  11.13) ask_standard 25 "$open" 100000.00 && echo && PAYMENT_REQUEST_ID=$reference question="26 $open" ;;
  16.6) question='42 014 0123456789' ;;
  16.7) question='42 014 9999999999' ;;
  16.8) question='42 014 9900000008' ;;
  *) fail "row '$1' is not staged here: dialects/Snap/README.md lists those that are" ;;
  esac
  ask_standard $question
}

channel=95221 base=/openapi/v1.0
case ${1:-} in
paydia)
  client=8f548c9c439139b2285269e56db6b8ed secret=paydia-sandbox-secret-tokomaju channel=128 base=/snap/v1.0
  ask /emoney/bank-account-inquiry '{"partnerReferenceNo":"'"$reference"'","amount":{"value":"10000.00","currency":"IDR"},"beneficiaryAccountNumber":"'"${3:?an account number, e.g. 0123456789}"'","additionalInfo":{"beneficiaryBankCode":"'"${2:?a bank code, e.g. 014}"'"}}'
  echo
  ;;
ifortepay)
  client=MCPD00000012 secret=ifortepay-sandbox-secret-tokomaju channel=api base=/api/v1.0
  ask /account-inquiry-external '{"partnerReferenceNo":"'"$reference"'","beneficiaryBankCode":"'"${2:?a bank code, e.g. 014}"'","beneficiaryAccountNo":"'"${3:?an account number, e.g. 0123456789}"'","additionalInfo":{"isVirtualAccount":"'"${4:-N}"'"}}'
  echo
  ;;
[0-9]* | row)
  case $1 in
  row) answer=$(ask_row "${2:?a row of the functional test, e.g. 8.8}") ;;
  *) answer=$(ask_standard "$@") ;;
  esac
  printf '%s\n%s\n' "$answer" "$(printf %s "$answer" | tail -n 1 | field responseCode)"
  ;;
*) sed -n '2,17s/^# \{0,1\}//p' "$0" >&2; exit 1 ;;
esac
