// Drives our server with fhir-kit-client, which we did not write. In: one JSON argument. Out: JSON.
import Client from 'fhir-kit-client';

const { base, token, patient } = JSON.parse(process.argv[2]);
const client = new Client({ baseUrl: base, bearerToken: token });
const seen = {};

seen.capability = (await client.capabilityStatement()).fhirVersion;
seen.read = (await client.read({ resourceType: 'Patient', id: patient })).id;

const goal = (text) => ({
  resourceType: 'Goal',
  lifecycleStatus: 'active',
  description: { text },
  subject: { reference: `Patient/${patient}` },
});
const made = [];
for (const number of [1, 2, 3]) {
  made.push(await client.create({ resourceType: 'Goal', body: goal(`Walk ${number} miles`) }));
}
seen.created = made.map((each) => each.description.text);

const pages = [];
let page = await client.search({ resourceType: 'Goal', searchParams: { patient, _count: 2 } });
while (page) {
  pages.push((page.entry || []).map((each) => each.resource.id));
  page = await client.nextPage({ bundle: page });
}
seen.pages = pages;

const first = made[0];
const versioned = (version) => ({ headers: { 'If-Match': `W/"${version}"` } });
const changed = await client.update({
  resourceType: 'Goal',
  id: first.id,
  body: { ...first, description: { text: 'Walk to the shop' } },
  options: versioned(first.meta.versionId),
});
seen.updated = changed.description.text;
try {
  await client.update({
    resourceType: 'Goal',
    id: first.id,
    body: { ...first, description: { text: 'Walk nowhere' } },
    options: versioned(first.meta.versionId),
  });
  seen.conflict = 'was not refused';
} catch (refused) {
  seen.conflict = refused.response.status;
}
const history = await client.history({ resourceType: 'Goal', id: first.id });
seen.history = history.entry.map((each) => each.resource.description.text);
seen.vread = (
  await client.vread({ resourceType: 'Goal', id: first.id, version: first.meta.versionId })
).description.text;
try {
  await client.read({ resourceType: 'Patient', id: '00000000-0000-4000-8000-000000000000' });
  seen.unknown = 'was found';
} catch (refused) {
  seen.unknown = refused.response.status;
}
console.log(JSON.stringify(seen));
