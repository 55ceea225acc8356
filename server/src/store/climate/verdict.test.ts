import fc from 'fast-check';
import { expect, it } from 'vitest';
import { verdict } from './verdict.ts';

// The bodies are what InfluxDB 1.6.7 and, marked 2, the documentation of its version 2 answer.
const parse = `{"error":"partial write: unable to parse 'bad line': invalid field format dropped=0"}`;
const parseAndMore = `{"error":"partial write: unable to parse 'bad line': invalid field format dropped=2"}`;
const conflict = `{"error":"partial write: field type conflict: input field \\"celsius\\" on measurement \\"climate\\" is type string, already exists as type float dropped=1"}`;
const retention = '{"error":"partial write: points beyond retention policy dropped=500"}';
const retention2 = `{"code":"unprocessable entity","message":"failure writing points to database: partial write: points beyond retention policy dropped=3"}`;

it.each([
  [204, '', { what: 'kept', dropped: 0 }],
  [200, '', { what: 'kept', dropped: 0 }],
  [400, conflict, { what: 'kept', dropped: 1 }],
  [400, retention, { what: 'kept', dropped: 500 }],
  [422, retention2, { what: 'kept', dropped: 3 }],
  [400, parse, { what: 'split' }],
  [400, parseAndMore, { what: 'split' }],
  [413, '{"error":"Request Entity Too Large"}', { what: 'split' }],
  [undefined, '', { what: 'down' }],
  [408, '', { what: 'down' }],
  [429, '', { what: 'down' }],
  [500, '{"error":"timeout"}', { what: 'down' }],
  [503, '', { what: 'down' }],
  [401, '{"error":"authorization failed"}', { what: 'refused' }],
  [403, '', { what: 'refused' }],
  [404, '{"error":"database not found: \\"nope\\""}', { what: 'refused' }],
  [301, '', { what: 'refused' }],
])('of status %s with %s', (status, body, expected) => {
  expect(verdict(status, body)).toEqual(expected);
});

it('never takes a batch for kept that the server did not speak of', () => {
  fc.assert(
    fc.property(fc.integer({ min: 300, max: 599 }), fc.string(), (status, body) => {
      fc.pre(!body.includes('partial write'));
      expect(verdict(status, body).what).not.toBe('kept');
    }),
  );
});
