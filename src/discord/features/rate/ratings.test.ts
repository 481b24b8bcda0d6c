import { expect, it } from 'vitest';
import { Ratings } from './ratings.js';

it('counts a rating once, unless its person changes their mind', () => {
  const ratings = new Ratings();
  const isNew = (user: string, good: boolean) => ratings.isNew('message', user, good);
  expect([isNew('an', true), isNew('an', true), isNew('binh', true), isNew('an', false)]).toEqual([
    true,
    false,
    true,
    true,
  ]);
});
