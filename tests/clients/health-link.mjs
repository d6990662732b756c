// Opens a SMART Health Link with `jose`, which we did not write, as the specification tells a
// receiver to. In: one JSON argument {link, passcode, recipient}. Out: JSON.
import { base64url, compactDecrypt } from 'jose';
import { inflateRawSync } from 'node:zlib';

const { link, passcode, recipient } = JSON.parse(process.argv[2]);
const text = link.slice(link.indexOf('shlink:/') + 'shlink:/'.length);
const said = JSON.parse(new TextDecoder().decode(base64url.decode(text)));

const answer = await fetch(said.url, {
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify({ recipient, passcode, embeddedLengthMax: 1000 }),
});
const manifest = await answer.json();
const [file] = manifest.files;
const sealed = file.embedded ?? (await (await fetch(file.location)).text());
const { plaintext, protectedHeader } = await compactDecrypt(sealed, base64url.decode(said.key), {
  inflateRaw: async (data) => inflateRawSync(data),
});
const bundle = JSON.parse(new TextDecoder().decode(plaintext));

console.log(JSON.stringify({
  header: protectedHeader,
  flag: said.flag,
  type: bundle.type,
  first: bundle.entry[0].resource.resourceType,
  contentType: file.contentType,
  stands: bundle.entry[0].resource.section[0].text.div,
}));
