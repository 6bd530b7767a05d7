import { expect, test } from 'vitest';
import { ada, codeOf, createTestGraph, type TestGraph } from '../test-graph.ts';
import { jpegSize } from './jpeg-size.ts';

const contacts = `/users/${ada}/contacts`;
const jpeg = { 'content-type': 'image/jpeg' };

/** A JPEG's frame header is all that is looked at. */
function picture(width: number, height: number, padding = 0): Uint8Array {
  const frame = [0xff, 0xc0, 0, 11, 8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0];
  return Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, ...frame, ...Array.from({ length: padding }, () => 0)]);
}

async function photoOf(graph: TestGraph): Promise<string> {
  const { json } = await graph.call('POST', contacts, { body: { givenName: 'A' } });
  return `${contacts}/${json.id}/photo`;
}

test('a photo is put, described, read and deleted', async () => {
  const graph = createTestGraph();
  const photo = await photoOf(graph);
  for (const url of [photo, `${photo}/$value`]) {
    expect(codeOf(await graph.call('GET', url))).toBe('ImageNotFound');
  }
  const bytes = picture(96, 64);
  expect((await graph.call('PUT', `${photo}/$value`, { bytes, headers: jpeg })).status).toBe(200);
  expect((await graph.call('GET', photo)).json).toMatchObject({ width: 96, height: 64, id: '96X64' });
  const read = await graph.call('GET', `${photo}/$value`);
  expect([read.bytes, read.headers['Content-Type']]).toEqual([bytes, 'image/jpeg']);
  expect((await graph.call('PATCH', `${photo}/$value`, { bytes: picture(1, 1), headers: jpeg })).status).toBe(200);
  expect((await graph.call('DELETE', `${photo}/$value`)).status).toBe(204);
  expect((await graph.call('DELETE', `${photo}/$value`)).status).toBe(404);
});

test('a photo changes its contact', async () => {
  const graph = createTestGraph();
  const photo = await photoOf(graph);
  const contact = photo.slice(0, -'/photo'.length);
  const before = (await graph.call('GET', contact)).json['@odata.etag'];
  await graph.call('PUT', `${photo}/$value`, { bytes: picture(1, 1), headers: jpeg });
  expect((await graph.call('GET', contact)).json['@odata.etag']).not.toBe(before);
});

test.each([
  ['no bytes', undefined, jpeg, 400],
  ['no picture', Uint8Array.from([1, 2, 3]), jpeg, 400],
  ['4 MB', picture(1, 1, 4 * 1024 * 1024), jpeg, 413],
  ['text', picture(1, 1), { 'content-type': 'text/plain' }, 415],
])('%s is refused', async (_, bytes, headers, status) => {
  const graph = createTestGraph();
  const photo = await photoOf(graph);
  const answer = await graph.call('PUT', `${photo}/$value`, bytes === undefined ? { headers } : { bytes, headers });
  expect(answer.status).toBe(status);
});

test('in a batch photos travel in base64', async () => {
  const graph = createTestGraph();
  const url = `${await photoOf(graph)}/$value`;
  const bytes = picture(2, 3);
  const body = Buffer.from(bytes).toString('base64');
  const put = { id: 'put', method: 'PUT', url, headers: { 'Content-Type': 'image/jpeg' }, body };
  const get = { id: 'get', method: 'GET', url, dependsOn: ['put'] };
  const { json } = await graph.call('POST', '/$batch', { body: { requests: [put, get] } });
  expect(json.responses).toEqual(
    expect.arrayContaining([
      { id: 'put', status: 200, headers: {} },
      { id: 'get', status: 200, headers: { 'Content-Type': 'image/jpeg' }, body },
    ]),
  );
});

test('the size of what is no JPEG is unknown', () => {
  expect(jpegSize(new Uint8Array())).toBeNull();
  expect(jpegSize(Uint8Array.from([0xff, 0xd8]))).toEqual({ width: 0, height: 0 });
});
