// Drives our server with @medplum/core, which we did not write. In: one JSON argument. Out: JSON.
import { MedplumClient } from '@medplum/core';

const { base, token, patient } = JSON.parse(process.argv[2]);
const root = new URL(base);
const client = new MedplumClient({
  baseUrl: `${root.origin}/`,
  fhirUrlPath: root.pathname.replace(/^\/|\/$/g, ''),
  accessToken: token,
  fetch: (url, options) => fetch(url, options),
  cacheTime: 0,
});
const seen = {};
const goal = (text) => ({
  resourceType: 'Goal',
  lifecycleStatus: 'active',
  description: { text },
  subject: { reference: `Patient/${patient}` },
});

seen.read = (await client.readResource('Patient', patient)).id;
const made = [];
for (const number of [1, 2, 3]) made.push(await client.createResource(goal(`Swim ${number}`)));
seen.created = made.map((each) => each.description.text);

seen.pages = [];
for await (const page of client.searchResourcePages('Goal', { patient, _count: 2 })) {
  seen.pages.push(page.map((each) => each.id));
}
const first = made[0];
const change = (text) =>
  client.updateResource(
    { ...first, description: { text } },
    { headers: { 'If-Match': `W/"${first.meta.versionId}"` } },
  );
seen.updated = (await change('Swim in the sea')).description.text;
try {
  await change('Swim nowhere');
  seen.conflict = 'was not refused';
} catch (refused) {
  seen.conflict = refused.outcome.issue[0].code;
}
const history = await client.readHistory('Goal', first.id);
seen.history = history.entry.map((each) => each.resource.description.text);
seen.once = (
  await client.createResourceIfNoneExist(made[1], `_id=${made[1].id}`)
).id === made[1].id;
console.log(JSON.stringify(seen));
