// Signs what the sandbox is asked, as each dialect's README says it. Bruno runs this before a request (its developer mode
// lets scripts have `crypto` and `fs`), and so does try.js with node alone.
const crypto = require('crypto');
const fs = require('fs');
const path = require('path');

const sha256 = text => crypto.createHash('sha256').update(text).digest('hex');
const hmac = (hash, secret, text, form) => crypto.createHmac(hash, secret).update(text).digest(form);

// Jakarta's clock.
const jakarta = () => new Date(Date.now() + 7 * 3600 * 1000).toISOString();
const stamp = () => jakarta().slice(0, 19) + '+07:00';

const target = url => new URL(url).pathname + new URL(url).search;

// What is signed must be what is sent: the body is written here, compact, and nowhere else.
function write(req, body = read(req)) {
  const text = JSON.stringify(body);
  req.setBody(text);
  return text;
}

// Bruno shows a script the JSON or its text, as the script's moment may be.
function read(req) {
  const body = req.getBody();
  return typeof body === 'string' ? JSON.parse(body) : body;
}

// The names of every object in the order of their bytes in UTF-8.
function canonical(value) {
  if (Array.isArray(value)) return '[' + value.map(canonical).join(',') + ']';
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const names = Object.keys(value).sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)));
  return '{' + names.map(name => JSON.stringify(name) + ':' + canonical(value[name])).join(',') + '}';
}

module.exports = {
  canonical,

  // SNAP, a token: SHA256withRSA over "client id|timestamp".
  snapToken(req, keyFile) {
    const time = stamp();
    const key = fs.readFileSync(path.join(__dirname, '..', keyFile));
    const text = `${req.getHeader('X-CLIENT-KEY')}|${time}`;
    write(req);
    req.setHeader('X-TIMESTAMP', time);
    req.setHeader('X-SIGNATURE', crypto.sign('sha256', Buffer.from(text), key).toString('base64'));
  },

  // SNAP, all else: HMAC-SHA512 over "method:target:token:digest of the body:timestamp".
  snap(req, token, secret) {
    const time = stamp();
    const text = `${req.getMethod()}:${target(req.getUrl())}:${token}:${sha256(write(req))}:${time}`;
    req.setHeader('Authorization', `Bearer ${token}`);
    req.setHeader('X-TIMESTAMP', time);
    req.setHeader('X-EXTERNAL-ID', `${Date.now()}${crypto.randomInt(1e6)}`);
    req.setHeader('X-SIGNATURE', hmac('sha512', secret, text, 'base64'));
  },

  // SingaPay, a token: HMAC-SHA512 over "client id_client secret_day".
  singaPayToken(req, secret) {
    const client = req.getHeader('X-CLIENT-ID');
    const day = jakarta().slice(0, 10).replaceAll('-', '');
    req.setHeader('X-Signature', hmac('sha512', secret, `${client}_${secret}_${day}`, 'hex'));
  },

  // SingaPay, a transfer: HMAC-SHA512 over "POST:target:token:digest of the canonical body:timestamp".
  singaPay(req, token, secret) {
    const time = Math.floor(Date.now() / 1000).toString();
    const digest = sha256(canonical(JSON.parse(write(req))));
    const text = `${req.getMethod()}:${target(req.getUrl())}:${token}:${digest}:${time}`;
    req.setHeader('X-Timestamp', time);
    req.setHeader('X-Signature', hmac('sha512', secret, text, 'hex'));
  },

  // IPG, a bank channel: HMAC-SHA256 over the body.
  ipg(req, key) {
    req.setHeader('Signature', hmac('sha256', key, write(req), 'hex'));
  },

  // Puts a reference that nobody has used wherever the body says "fresh", and returns it.
  renew(req) {
    const fresh = `ref-${Date.now()}-${crypto.randomInt(1e6)}`;
    const body = read(req);
    for (const name of Object.keys(body)) if (body[name] === 'fresh') body[name] = fresh;
    write(req, body);
    return fresh;
  },
};
