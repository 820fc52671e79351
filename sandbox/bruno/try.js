// Sends every request of this collection to a sandbox, in order, and holds the answers against its assertions: what
// Bruno does, with node alone.
//
//   node sandbox/bruno/try.js                    PERIKSA_URL is where the gateway is (http://127.0.0.1:8080)
const fs = require('fs');
const path = require('path');

const variables = { url: process.env.PERIKSA_URL || 'http://127.0.0.1:8080' };
const bru = { getVar: name => variables[name], setVar: (name, value) => (variables[name] = value) };
const fill = text => text.replace(/\{\{(\w+)\}\}/g, (_, name) => variables[name]);

// The blocks of a .bru file: `name {`, lines indented by two, `}`.
function read(file) {
  const blocks = {};
  for (const [, name, inside] of fs.readFileSync(file, 'utf8').matchAll(/^([\w:-]+) \{\n([\s\S]*?)^\}/gm))
    blocks[name] = inside.replace(/^  /gm, '');
  return blocks;
}

const pairs = text => Object.fromEntries(
  (text || '').split('\n').filter(Boolean).map(line => line.split(/: (.*)/s).slice(0, 2)));

async function run(script, scope) {
  const names = Object.keys(scope);
  const local = name => require(name.startsWith('.') ? path.join(__dirname, name) : name);
  if (script) await new Function(...names, 'require', `return (async () => {${script}})()`)(...Object.values(scope), local);
}

async function send(blocks) {
  const method = ['get', 'post', 'delete'].find(one => blocks[one]);
  const headers = pairs(fill(blocks.headers || ''));
  let body = blocks['body:json'] && fill(blocks['body:json']);
  let url = fill(pairs(blocks[method]).url);
  const req = {
    getUrl: () => url,
    getMethod: () => method.toUpperCase(),
    getBody: () => body,
    setBody: text => (body = text),
    getHeader: name => headers[name],
    setHeader: (name, value) => (headers[name] = value),
  };

  await run(blocks['script:pre-request'], { req, bru });
  if (body) headers['Content-Type'] = 'application/json';
  const answer = await fetch(url, { method: method.toUpperCase(), headers, body });
  const text = await answer.text();
  const res = { status: answer.status, body: JSON.parse(text) };
  await run(blocks['script:post-response'], { res, bru });
  return { res, text };
}

// What an answer is not that it should be, e.g. `res.body.rc: eq SUCCESS`.
function findFaults(blocks, res) {
  return Object.entries(pairs(blocks.assert)).filter(([name, should]) => {
    const said = name.split('.').slice(1).reduce((value, part) => value?.[part], res);
    return String(said) !== should.replace(/^eq /, '').replace(/^"(.*)"$/, '$1');
  });
}

async function main() {
  let failed = 0;
  const files = fs.readdirSync(__dirname, { recursive: true })
    .filter(name => name.endsWith('.bru') && !name.startsWith('environments')).sort();
  for (const name of files) {
    const blocks = read(path.join(__dirname, name));
    const { res, text } = await send(blocks);
    const faults = findFaults(blocks, res);
    failed += faults.length > 0;
    console.log(`${faults.length ? 'FAILED' : 'ok    '} ${name}: ${res.status} ${text.slice(0, 160)}`);
  }

  process.exitCode = failed || files.length === 0 ? 1 : 0;
}

main();
