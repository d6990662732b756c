// Drives our SMART launch and server with fhirclient, which we did not write, as a server-side app.
// In: one JSON argument. `step` "authorize" prints where the browser is to go, and what the app
// remembers; `step` "ready" comes back with the address to which the browser was sent. Out: JSON.
import { readFileSync, writeFileSync } from 'node:fs';
import smart from 'fhirclient';

const { step, base, client_id, scope, redirect_uri, memory, came_to } = JSON.parse(
  process.argv[2],
);
const kept = step === 'ready' ? JSON.parse(readFileSync(memory, 'utf8')) : {};
const storage = {
  get: async (key) => kept[key],
  set: async (key, value) => (kept[key] = value),
  unset: async (key) => delete kept[key],
};
const address = new URL(came_to || redirect_uri);
const request = {
  url: address.pathname + address.search,
  headers: { host: address.host },
  socket: {},
  connection: {},
  protocol: 'http',
};
let sent;
const response = {
  status: () => response,
  set: () => response,
  writeHead: (_status, headers) => (sent = headers.Location || headers.location),
  redirect: (where) => (sent = where),
  end: () => response,
};
const app = smart(request, response, storage);

if (step === 'authorize') {
  await app.authorize({ iss: base, client_id, scope, redirect_uri, pkceMode: 'required' });
  writeFileSync(memory, JSON.stringify(kept));
  console.log(JSON.stringify({ go_to: sent }));
} else {
  const client = await app.ready();
  const patient = client.patient.id;
  const seen = { patient, user: client.user.fhirUser };
  seen.read = (await client.patient.read()).id;
  const body = {
    resourceType: 'Goal',
    lifecycleStatus: 'active',
    description: { text: 'See the sea again' },
    subject: { reference: `Patient/${patient}` },
  };
  const made = await client.create(body);
  seen.created = made.description.text;
  seen.all = (
    await client.request(`Goal?patient=${patient}&_count=1`, { pageLimit: 0, flat: true })
  ).map((each) => each.id);
  const version = (number) => ({ headers: { 'If-Match': `W/"${number}"` } });
  const changed = { ...made, description: { text: 'See the sea in June' } };
  seen.updated = (await client.update(changed, version(made.meta.versionId))).description.text;
  try {
    await client.update(changed, version(made.meta.versionId));
    seen.conflict = 'was not refused';
  } catch (refused) {
    seen.conflict = refused.status ?? refused.statusCode;
  }
  console.log(JSON.stringify(seen));
}
