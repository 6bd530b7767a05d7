import { expect, test } from 'vitest';
import { openApiDocument } from '../../../src/api/endpoint/openapi.ts';
import { curlOf } from './curl.ts';
import { readOperations } from './openapi.ts';

const operations = readOperations(openApiDocument('1.0.0'));
const curl = (id: string) => operations.filter((one) => one.id === id).map((one) => curlOf(one, 'https://host'))[0];

test('reading needs the token only', () => {
  expect(curl('getHome')).toBe(
    'curl "https://host/api/v1/tenants/$TENANT_ID/home" \\\n  -H "Authorization: Bearer $TOKEN"',
  );
});

test('an edit has its tag and its body', () => {
  expect(curl('putRetention')?.split(' \\\n  ')).toEqual([
    'curl -X PUT "https://host/api/v1/tenants/$TENANT_ID/privacy/retention"',
    '-H "Authorization: Bearer $TOKEN"',
    `-H 'If-Match: "<ETag of what was read>"'`,
    "-H 'Content-Type: application/json'",
    `-d '{"days":1,"purgeAfterSync":true}'`,
  ]);
});

test('what has to be asked for stands in the address', () => {
  expect(curl('findGroups')).toContain('/groups?search=…"');
});
