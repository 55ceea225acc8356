import { expect, it } from 'vitest';
import { homeOf, wayOn } from './home.ts';

it.each([
  [null, '/'],
  ['/?site=RC-S&lang=en', '/?site=RC-S&lang=en'],
  ['/scanner/', '/scanner/'],
  ['//elsewhere.cn/', '/'],
  ['/\\elsewhere.cn/', '/'],
  ['https://elsewhere.cn/', '/'],
  ['javascript:alert(1)', '/'],
  ['', '/'],
])('goes on from %s to %s: back to ours and nowhere else', (to, way) => {
  expect(wayOn(to, '/')).toBe(way);
});

it('leads whoever typed the bare address to the page of his role', () => {
  expect(wayOn('/', '/scanner/')).toBe('/scanner/');
  expect(wayOn('/?site=RC-S', '/scanner/')).toBe('/?site=RC-S');
});

it.each([
  [null, '/scanner/', 'en', '/scanner/?lang=en'],
  ['/store/?page=stock&lang=zh-CN', '/', 'en', '/store/?page=stock&lang=en'],
  ['/?site=RC-S', '/', 'zh-CN', '/?site=RC-S&lang=zh-CN'],
  ['//elsewhere.cn/?lang=en', '/', 'en', '/?lang=en'],
])('takes the language along that was chosen at the door: %s, %s, %s', (to, home, lang, way) => {
  expect(wayOn(to, home, lang)).toBe(way);
});

it('has a page for whoever works with stock, for the administrators, for partners and neighbours, and none for who has no role', () => {
  expect(homeOf(['watchCommander'])).toBe('/');
  expect(homeOf(['approver'])).toBe('/store/');
  expect(homeOf(['auditAdmin'])).toBe('/store/');
  expect(homeOf(['partner'])).toBe('/store/');
  expect(homeOf(['guest'])).toBe('/store/');
  expect(homeOf([])).toBeNull();
});
