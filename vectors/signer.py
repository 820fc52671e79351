"""A signer that shares nothing with the one under test: hmac, hashlib, and the openssl program for RSA."""

import base64
import hashlib
import hmac
import os
import subprocess
import tempfile

FOLDER = os.path.dirname(os.path.abspath(__file__))


def b64(data):
    return base64.b64encode(data).decode()


def minify(body):
    """Drops space, tab, CR and LF outside strings; byte by byte, nothing else."""
    kept, inside, escaped = bytearray(), False, False
    for byte in body:
        if not inside and byte in b" \t\r\n":
            continue
        kept.append(byte)
        if inside and escaped:
            escaped = False
        elif inside and byte == ord("\\"):
            escaped = True
        elif byte == ord('"'):
            inside = not inside
    return bytes(kept)


def digest(body):
    return sha_of(minify(body))


def sha_of(data):
    return hashlib.sha256(data).hexdigest()


def hmac_sha512(secret, text):
    return hmac.new(secret, text.encode(), hashlib.sha512).digest()


def public_pem(key):
    with open(os.path.join(FOLDER, "keys", key + ".public.pem")) as file:
        text = file.read()
    return text[text.index("-----BEGIN"):]


def rsa(key, text, hash_name="sha256", options=()):
    """PKCS#1 v1.5 unless the options say otherwise."""
    return openssl(["dgst", "-" + hash_name, "-sign", private(key), *options], text.encode())


def rsa_pss(key, text):
    """Without salt, so that it comes out the same each time."""
    return rsa(key, text, options=["-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:0"])


def rsa_bare(key, data):
    """PKCS#1 v1.5 padding around the data themselves, without saying which hash they are."""
    return openssl(["pkeyutl", "-sign", "-inkey", private(key)], data)


def private(key):
    return os.path.join(FOLDER, "keys", key + ".private.pem")


def openssl(arguments, data):
    with tempfile.NamedTemporaryFile() as file:
        file.write(data)
        file.flush()
        source = ["-in", file.name] if arguments[0] == "pkeyutl" else [file.name]
        return subprocess.run(["openssl", *arguments, *source], stdout=subprocess.PIPE, check=True).stdout
