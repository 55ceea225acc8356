import { expect, it } from 'vitest';
import { areaAbove, areaPattern, readSupplyClass } from './code-systems.ts';

it.each(['640000', '640100', '640104', '640402', '642221'])('takes %s for an area', (code) => {
  expect(code).toMatch(areaPattern);
});
it.each(['64', '0640104', '64010a', '06010', '６４０１０４', ''])('takes "%s" for no area', (code) => {
  expect(code).not.toMatch(areaPattern);
});
it('finds the city of a county, the province of a city, and nothing above a province', () => {
  expect(areaAbove('640104')).toBe('640100');
  expect(areaAbove('640100')).toBe('640000');
  expect(areaAbove('640000')).toBeNull();
});
it('reads a supply class of seven digits by its parts and refuses every other form', () => {
  expect(readSupplyClass('1010299')).toEqual({ section: 1, parts: ['01', '02', '99'] });
  for (const wrong of ['4010299', '101029', '10102999', '1O10299', ''])
    expect(readSupplyClass(wrong)).toBeUndefined();
});
